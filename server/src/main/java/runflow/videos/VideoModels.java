package runflow.videos;

import java.util.Map;
import java.util.Optional;
import runflow.catalog.Catalog;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import runflow.catalog.UnknownModel;
import runflow.http.Caller;

/** Which model a request means. */
final class VideoModels {
  private static final String IMAGE_SIBLING = "/image-to-video";

  private final Catalog catalog;
  private final Map<String, String> aliases;

  /**
   * Models of the catalog under other names as well.
   *
   * @param aliases a model's id for each other name, e.g. {@code sora-2}
   */
  VideoModels(Catalog catalog, Map<String, String> aliases) {
    this.catalog = catalog;
    this.aliases = Map.copyOf(aliases);
    aliases.forEach(
        (alias, id) -> {
          if (catalog.find(id).isEmpty()) {
            throw new IllegalArgumentException(
                "`videos.aliases` calls `%s` by the name `%s`, but the catalog has no such model; GET /v1/models lists them"
                    .formatted(id, alias));
          }
        });
  }

  /**
   * Finds a model that the caller's key may use.
   *
   * @param withPicture whether it gets a picture; a model that takes none gives way to the one
   *     beside it that does
   * @throws runflow.error.ApiException {@code PERMISSION_DENIED} or {@code MODEL_NOT_FOUND}
   */
  Model find(String name, boolean withPicture, Caller caller) {
    String id = aliases.getOrDefault(name, name);
    caller.requireModel(id);
    Model model = catalog.find(id).orElseThrow(() -> UnknownModel.of(id, catalog));
    if (!withPicture || picture(model).isPresent()) {
      return model;
    }
    Optional<Model> sibling = catalog.find(id + IMAGE_SIBLING);
    sibling.ifPresent(other -> caller.requireModel(other.id()));
    return sibling.orElse(model);
  }

  /** The field in which a model takes its picture. */
  static Optional<InputField> picture(Model model) {
    return model.input().fields().stream()
        .filter(field -> field.type().equals("image"))
        .findFirst();
  }
}
