package runflow.provider.declared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runflow.provider.http.Said;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads the provider files: the shipped ones, then the operator's, which replace them by name. */
public final class Declarations {
  private static final List<String> SHIPPED = List.of("fal", "replicate");
  private static final int MOST_BYTES = 256 << 10;
  private static final int MOST_FILES = 200;

  private final List<String> problems = new ArrayList<>();

  private Declarations() {}

  /**
   * All declarations, by the name that routes use.
   *
   * @param directory of the operator's files
   * @throws DeclarationException with all the problems of all the files
   */
  public static Map<String, Declaration> load(Optional<Path> directory) {
    return new Declarations().all(directory);
  }

  private Map<String, Declaration> all(Optional<Path> directory) {
    Map<String, Declaration> found = new LinkedHashMap<>();
    for (String name : SHIPPED) {
      read(name + ".yaml", shipped(name)).ifPresent(one -> found.put(one.name(), one));
    }
    Map<String, Declaration> own = new LinkedHashMap<>();
    directory.ifPresent(folder -> own(folder, own));
    found.putAll(own);
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
    return found;
  }

  private static String shipped(String name) {
    try (InputStream file =
        Declarations.class.getResourceAsStream("/providers/" + name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException(
            "the provider file %s is not in the server's jar".formatted(name));
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped provider files cannot be read", e);
    }
  }

  private void own(Path folder, Map<String, Declaration> own) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> paths =
          entries.filter(Files::isRegularFile).sorted().limit(MOST_FILES + 1L).toList();
      if (paths.size() > MOST_FILES) {
        problems.add(
            "%s: a folder of providers may hold at most %d files".formatted(folder, MOST_FILES));
        return;
      }
      for (Path path : paths) {
        file(path, own);
      }
    } catch (IOException e) {
      problems.add(
          "%s: the folder of providers cannot be read: does it exist? %s".formatted(folder, e));
    }
  }

  private void file(Path path, Map<String, Declaration> own) throws IOException {
    String file = String.valueOf(path.getFileName());
    if (file.endsWith(".yml")) {
      problems.add(
          "%s: provider files end in .yaml: rename it, or it would be left out".formatted(file));
    } else if (file.endsWith(".yaml") && Files.size(path) > MOST_BYTES) {
      problems.add("%s: a provider file may have at most 256 KiB".formatted(file));
    } else if (file.endsWith(".yaml")) {
      read(file, new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
          .filter(one -> own.put(one.name(), one) != null)
          .ifPresent(
              one ->
                  problems.add(
                      "%s: /name `%s` is taken by another file of the folder"
                          .formatted(file, one.name())));
    }
  }

  private Optional<Declaration> read(String file, String yaml) {
    return read(file, yaml, problems);
  }

  /** One file's declaration; empty, with the problems recorded, if there are any. */
  static Optional<Declaration> read(String file, String yaml, List<String> problems) {
    try {
      if (Yaml.read(yaml) instanceof ObjectNode tree) {
        return new DeclarationReader(new Section(file, "", tree, problems)).read();
      }
      problems.add(
          "%s: a provider file must be a mapping with `name`, `submit`, `poll` and so on"
              .formatted(file));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      problems.add(
          "%s: line %d is not readable as YAML: %s".formatted(file, line, Said.shown(reason)));
    }
    return Optional.empty();
  }
}
