package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;
import static runflow.docs.Markdown.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import runflow.catalog.Price;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every document of a server in Markdown: the guides, a page for each model and the reference of
 * the API. Written once. Immutable and safe for use by many threads.
 */
final class Documents {
  private final Catalog catalog;
  private final String base;
  private final Map<String, Page> pages = new LinkedHashMap<>();

  /**
   * Writes everything.
   *
   * @param baseUrl the server's public URL, without a slash at its end; every link starts with it
   * @param openApi the OpenAPI document that the reference is made from
   */
  Documents(Catalog catalog, String baseUrl, ObjectNode openApi) {
    this.catalog = catalog;
    this.base = baseUrl;
    List<Page> all = new ArrayList<>();
    for (Guide guide : Guide.ALL) {
      String path = Page.HOME + "/" + guide.name();
      all.add(
          new Page(guide.group(), path, guide.title(), guide.summary(), text(guide.name(), "")));
    }
    for (Model model : catalog.all()) {
      Price price = model.price();
      String summary =
          "%s Base price: %s (%s).".formatted(model.description(), price.label(), price.note());
      String markdown = new ModelPage(model, baseUrl).markdown();
      all.add(new Page(Group.MODELS, path(model), model.name(), summary, markdown));
    }
    all.addAll(new ApiReference(openApi, catalog, baseUrl).pages());
    String summary = "What there is to read, and where to begin.";
    add(new Page(Group.START, Page.HOME, "Documentation", summary, text("index", index(all))));
    all.stream().sorted(Comparator.comparing(Page::group)).forEach(this::add);
  }

  /** A page by the path of its Markdown, e.g. {@code /docs/models/google/veo3.1.md}. */
  Optional<String> markdown(String source) {
    return Optional.ofNullable(pages.get(source)).map(Page::markdown);
  }

  /** All pages in the order of the navigation, the first page of the site first. */
  List<Page> pages() {
    return List.copyOf(pages.values());
  }

  /** The paths of all pages in Markdown. */
  List<String> sources() {
    return List.copyOf(pages.keySet());
  }

  /** The index at {@code /llms.txt}, in the form of llmstxt.org. */
  String llms() {
    return Shared.read("llms.txt", base).replace("{pages}", index(pages()).strip());
  }

  /** Every page in one text, at {@code /llms-full.txt}. */
  String llmsFull() {
    return pages.values().stream()
        .map(page -> "<!-- " + base + page.source() + " -->\n\n" + page.markdown().strip())
        .collect(Collectors.joining("\n\n---\n\n", "", "\n"));
  }

  private void add(Page page) {
    pages.put(page.source(), page);
  }

  private String text(String name, String index) {
    return Shared.read(name + ".md", base)
        .replace("{index}", Shared.read("index-pointer.md", base))
        .replace("{payload}", Shared.read("callback-payload.md", base))
        .replace("{models}", models())
        .replace("{prices}", prices())
        .replace("{errors}", ErrorTable.markdown())
        .replace("{pages}", index);
  }

  /** A list of pages with their summaries, by the parts of the navigation. */
  private String index(List<Page> listed) {
    var text = new StringBuilder();
    for (Group group : Group.values()) {
      text.append("## ").append(group.title()).append("\n\n");
      listed.stream()
          .filter(page -> page.group() == group)
          .map(page -> "- " + link(page.title(), base + page.source()) + ": " + page.summary())
          .forEach(line -> text.append(line).append("\n"));
      text.append("\n");
    }
    return text.toString();
  }

  private String models() {
    var rows = new ArrayList<List<String>>();
    for (Model model : catalog.all()) {
      rows.add(
          cells(
              link(model.name(), base + path(model) + ".md"),
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
    return "/docs/models/" + model.id();
  }
}
