package runflow.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import runflow.catalog.Catalog;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Frame;
import runflow.page.Pages;
import runflow.page.Section;
import tools.jackson.databind.node.ObjectNode;

/** The documents over HTTP, and the picture that their samples use. */
public final class DocsRoutes {
  private final String baseUrl;
  private final Pages pages;
  private final ApiCatalog apiCatalog;
  private final byte[] openApi;
  private final Supplier<Site> site;

  /**
   * Documents of a server.
   *
   * @param baseUrl its public URL, without a slash at its end
   * @param others every route that is not of these documents
   */
  public DocsRoutes(Catalog catalog, Pages pages, String baseUrl, List<Route> others) {
    this.baseUrl = baseUrl;
    this.pages = pages;
    this.apiCatalog = new ApiCatalog(baseUrl);
    List<Route> all = new ArrayList<>(others);
    all.addAll(routes());
    ObjectNode document = new OpenApi(catalog, baseUrl, all).document();
    this.openApi = Json.bytes(document);
    this.site =
        new Once<>(
            () -> new Site(new Documents(catalog, baseUrl, document), new Typesetter(baseUrl)));
  }

  public List<Route> routes() {
    return List.of(
        Route.get(ApiCatalog.PATH, Access.OPEN, call -> apiCatalog.reply()),
        Route.get("/openapi.json", Access.OPEN, call -> openApi()),
        Route.get("/llms.txt", Access.OPEN, call -> Reply.text("text/plain", documents().llms())),
        Route.get(
            "/llms-full.txt",
            Access.OPEN,
            call -> Reply.text("text/plain", documents().llmsFull())),
        Route.get(Page.HOME, Access.OPEN, call -> page(call, Page.HOME)),
        Route.get("/docs/search", Access.OPEN, this::search),
        Route.get("/docs/search.json", Access.OPEN, this::searchIndex),
        Route.get("/docs/{page...}", Access.OPEN, this::document),
        Route.get("/examples/{name}", Access.OPEN, this::example));
  }

  private Documents documents() {
    return site.get().documents();
  }

  private Reply openApi() {
    return new Reply.Bytes(200, Map.of(), "application/json", openApi);
  }

  private Reply document(Call call) {
    String path = Page.HOME + "/" + call.part("page");
    return path.endsWith(".md")
        ? documents()
            .markdown(path)
            .map(text -> Conditional.of(call, Reply.text("text/markdown", text)))
            .orElseThrow(() -> notFound(path))
        : page(call, path);
  }

  private Reply page(Call call, String path) {
    Article article = site.get().article(path).orElseThrow(() -> notFound(path));
    PageView view = site.get().view(article, baseUrl + "/llms.txt");
    Frame frame = pages.open(call, view.title(), Optional.of(Section.DOCS));
    return Conditional.of(call, pages.page("docs.jte", frame, Map.of("view", view)));
  }

  /** Works without scripts, unlike the box on each page, which finds the same by itself. */
  private Reply search(Call call) {
    SearchView view = site.get().found(call.query("q").orElse("").strip());
    Frame frame = pages.open(call, "Search", Optional.of(Section.DOCS));
    return pages.page("docsSearch.jte", frame, Map.of("view", view));
  }

  private Reply searchIndex(Call call) {
    byte[] index = site.get().search().index();
    return Conditional.of(call, new Reply.Bytes(200, Map.of(), "application/json", index));
  }

  private Reply example(Call call) throws IOException {
    String name = call.part("name");
    if (!name.matches("[a-z0-9-]+\\.jpg")) {
      throw notFound("/examples/" + name);
    }
    try (InputStream picture = DocsRoutes.class.getResourceAsStream("/examples/" + name)) {
      if (picture == null) {
        throw notFound("/examples/" + name);
      }
      return new Reply.Bytes(200, Map.of(), "image/jpeg", picture.readAllBytes());
    }
  }

  private static ApiException notFound(String path) {
    return new ApiException(
        ErrorCode.NOT_FOUND, "there is no page `%s`; /llms.txt lists them".formatted(path));
  }
}
