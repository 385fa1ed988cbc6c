package runflow.console;

/**
 * What the catalog is narrowed down to.
 *
 * @param category e.g. {@code text-to-video}; empty for all
 */
public record CatalogSearch(String text, String category) {
  boolean takes(ListedModel model) {
    return category.isEmpty() || model.categories().contains(category);
  }
}
