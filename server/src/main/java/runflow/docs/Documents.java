package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;
import static runflow.docs.Markdown.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import runflow.catalog.Price;

/**
 * Every document the server writes from its catalog, rendered once. Immutable and safe for use by
 * many threads.
 */
final class Documents {
  private final Catalog catalog;
  private final String base;
  private final Map<String, Page> pages = new LinkedHashMap<>();

  /**
   * Renders everything.
   *
   * @param baseUrl the server's public URL, without a slash at its end; every link starts with it
   */
  Documents(Catalog catalog, String baseUrl) {
    this.catalog = catalog;
    this.base = baseUrl;
    general("models", "Models", "Every model with its price, and how to list them.");
    general("runs", "Run lifecycle", "Create, wait, cancel: statuses, deadlines and errors.");
    general("lists", "Lists", "Pages, filters, order and projection of every list.");
    general("events", "Events and browsers", "Streams, read tokens and CORS of a run.");
    general("callbacks", "Callbacks", "Payload, retries, signatures and redelivery.");
    general("pricing", "Pricing", "Rates, when money moves, balance and test money.");
    for (Model model : catalog.all()) {
      Price price = model.price();
      String summary =
          "%s Base price: %s (%s).".formatted(model.description(), price.label(), price.note());
      add(new Page(path(model), model.name(), summary, new ModelPage(model, baseUrl).markdown()));
    }
  }

  /** A page in Markdown by its path, e.g. {@code /docs/models/google/veo3.1.md}. */
  Optional<String> markdown(String path) {
    return Optional.ofNullable(pages.get(path)).map(Page::markdown);
  }

  /** The paths of all pages. */
  List<String> paths() {
    return List.copyOf(pages.keySet());
  }

  /** The index at {@code /llms.txt}, in the form of llmstxt.org. */
  String llms() {
    return Shared.read("llms.txt", base)
        .replace("{pages}", entries(false))
        .replace("{models}", entries(true));
  }

  /** Every page in one text, at {@code /llms-full.txt}. */
  String llmsFull() {
    return pages.values().stream()
        .map(page -> "<!-- " + base + page.path() + " -->\n\n" + page.markdown().strip())
        .collect(Collectors.joining("\n\n---\n\n", "", "\n"));
  }

  private void general(String name, String title, String summary) {
    String markdown =
        Shared.read(name + ".md", base)
            .replace("{index}", Shared.read("index-pointer.md", base))
            .replace("{payload}", Shared.read("callback-payload.md", base))
            .replace("{models}", models())
            .replace("{prices}", prices());
    add(new Page("/docs/" + name + ".md", title, summary, markdown));
  }

  private void add(Page page) {
    pages.put(page.path(), page);
  }

  private String entries(boolean ofModels) {
    return pages.values().stream()
        .filter(page -> page.path().startsWith("/docs/models/") == ofModels)
        .map(page -> "- " + link(page.title(), base + page.path()) + ": " + page.summary())
        .collect(Collectors.joining("\n"));
  }

  private String models() {
    var rows = new ArrayList<List<String>>();
    for (Model model : catalog.all()) {
      rows.add(
          cells(
              link(model.name(), base + path(model)),
              code(model.id()),
              String.join(", ", model.categories()),
              model.price().label() + " (" + model.price().note() + ")",
              model.description()));
    }
    return Markdown.table(cells("Model", "Id", "Category", "Base price", "Description"), rows);
  }

  private String prices() {
    return catalog.all().stream()
        .map(model -> "## %s\n\n%s\n".formatted(code(model.id()), PriceTable.of(model.price())))
        .collect(Collectors.joining());
  }

  private static String path(Model model) {
    return "/docs/models/" + model.id() + ".md";
  }
}
