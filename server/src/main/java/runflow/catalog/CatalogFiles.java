package runflow.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds and parses catalog files: the shipped ones and those of an operator. */
final class CatalogFiles {
  private static final String SHIPPED = "catalog";
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 1000;

  private final Problems problems;

  CatalogFiles(Problems problems) {
    this.problems = problems;
  }

  /** The files inside our own jar, or beside our own classes in a build tree. */
  List<CatalogFile> shipped() {
    var source = Objects.requireNonNull(CatalogFiles.class.getProtectionDomain().getCodeSource());
    try {
      return shippedIn(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the server's own jar has no usable location", e);
    }
  }

  List<CatalogFile> shippedIn(Path home) {
    try {
      if (Files.isDirectory(home)) {
        return parseAll(home.resolve(SHIPPED), "");
      }
      try (var jar = FileSystems.newFileSystem(home)) {
        return parseAll(jar.getPath(SHIPPED), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped model files cannot be read", e);
    }
  }

  /** Every {@code *.yaml} of a directory of the operator's, in the order of the names. */
  List<CatalogFile> operator(Path directory) {
    try {
      return parseAll(directory, directory + "/");
    } catch (IOException e) {
      problems.add(
          directory.toString(), 1, "the catalog directory cannot be read: does it exist? " + e);
      return List.of();
    }
  }

  private List<CatalogFile> parseAll(Path directory, String prefix) throws IOException {
    List<Path> paths;
    try (Stream<Path> entries = Files.list(directory)) {
      paths = entries.filter(Files::isRegularFile).sorted().limit(MAX_FILES + 1L).toList();
    }
    if (paths.size() > MAX_FILES) {
      problems.add(directory.toString(), 1, "a catalog directory may hold at most 1000 files");
      return List.of();
    }
    var files = new ArrayList<CatalogFile>();
    for (Path path : paths) {
      String name = prefix + path.getFileName();
      if (name.endsWith(".yml")) {
        problems.add(name, 1, "model files end in .yaml: rename it, or it would be left out");
      } else if (name.endsWith(".yaml")) {
        parse(path, name, files);
      }
    }
    return files;
  }

  private void parse(Path path, String name, List<CatalogFile> files) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      problems.add(name, 1, "a model file may have at most 1 MiB");
    } else {
      CatalogFile.parse(name, Files.readAllBytes(path), problems).ifPresent(files::add);
    }
  }
}
