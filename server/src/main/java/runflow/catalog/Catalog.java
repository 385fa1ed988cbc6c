package runflow.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runflow.error.Nearest;

/** All models by id, loaded once. Immutable and safe for use by many threads. */
public final class Catalog {
  private static final int MAX_ID = 128;

  private final TreeMap<String, Model> models;

  private Catalog(Map<String, Model> models) {
    this.models = new TreeMap<>(models);
  }

  /**
   * Reads the shipped model files, then the operator's, which add models or replace one of the same
   * id.
   *
   * @throws CatalogException with every problem of every file, if there is any
   */
  public static Catalog load(Optional<Path> operatorDirectory) {
    var problems = new Problems();
    var files = new CatalogFiles(problems);
    Map<String, Model> models = read(files.shipped(), problems);
    operatorDirectory.ifPresent(
        directory -> models.putAll(read(files.operator(directory), problems)));
    problems.stopIfAny();
    return new Catalog(models);
  }

  private static Map<String, Model> read(List<CatalogFile> files, Problems problems) {
    Map<String, Model> models = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    for (CatalogFile file : files) {
      new ModelReader(file, problems)
          .read()
          .ifPresent(
              model -> {
                String owner = owners.putIfAbsent(model.id(), file.name());
                if (owner != null) {
                  problems.add(
                      file.name(),
                      file.line("/id"),
                      "model `%s` is already defined in %s".formatted(model.id(), owner));
                }
                models.put(model.id(), model);
              });
    }
    return models;
  }

  public Optional<Model> find(String id) {
    return Optional.ofNullable(models.get(id));
  }

  /** The known id that a mistyped one most likely meant. */
  public Optional<String> nearest(String id) {
    if (id.length() > MAX_ID) {
      return Optional.empty();
    }
    String lower = id.toLowerCase(Locale.ROOT);
    return models.keySet().stream()
        .min(Comparator.comparingInt(known -> Nearest.distance(lower, known)))
        .filter(known -> Nearest.distance(lower, known) <= Math.max(3, id.length() / 3));
  }

  /** Every model, by id. */
  public List<Model> all() {
    return List.copyOf(models.values());
  }

  /** The models whose id, name, description, creator or categories hold every word of the text. */
  public List<Model> search(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+")).distinct().toList();
    var found = new ArrayList<Model>();
    for (Model model : models.values()) {
      String about =
          String.join(
                  "\n",
                  model.id(),
                  model.name(),
                  model.description(),
                  model.creator(),
                  String.join("\n", model.categories()))
              .toLowerCase(Locale.ROOT);
      if (words.stream().allMatch(about::contains)) {
        found.add(model);
      }
    }
    return found;
  }
}
