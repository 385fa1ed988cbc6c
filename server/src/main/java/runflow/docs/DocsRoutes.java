package runflow.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import runflow.catalog.Catalog;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.FixedText;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Frame;
import runflow.page.Frames;
import runflow.page.Pages;
import runflow.page.Section;
import runflow.page.Theme;
import tools.jackson.databind.node.ObjectNode;

/** The documents over HTTP, and the picture that their samples use. */
public final class DocsRoutes {
  private final String baseUrl;
  private final Surroundings surroundings;
  private final ApiCatalog apiCatalog;
  private final FixedText openApi;
  private final Supplier<Site> site;

  /** Pages for those who are not signed in, and files, as they were first asked for. */
  private final Map<Kept, FixedText> kept = new ConcurrentHashMap<>();

  private record Kept(String path, Theme theme) {}

  /** What the pages are set in. */
  public record Surroundings(Pages pages, Frames frames) {}

  /**
   * Documents of a server.
   *
   * @param baseUrl its public URL, without a slash at its end
   * @param others every route that is not of these documents
   */
  public DocsRoutes(
      Catalog catalog, Surroundings surroundings, String baseUrl, List<Route> others) {
    this.baseUrl = baseUrl;
    this.surroundings = surroundings;
    this.apiCatalog = new ApiCatalog(baseUrl);
    List<Route> all = new ArrayList<>(others);
    all.addAll(routes());
    ObjectNode document = new OpenApi(catalog, baseUrl, all).document();
    this.openApi = fixed(json(Json.bytes(document)));
    this.site =
        new Once<>(
            () -> new Site(new Documents(catalog, baseUrl, document), new Typesetter(baseUrl)));
  }

  public List<Route> routes() {
    return List.of(
        Route.get(ApiCatalog.PATH, Access.OPEN, call -> apiCatalog.reply()),
        Route.get("/openapi.json", Access.OPEN, call -> openApi.reply(call)),
        Route.get("/llms.txt", Access.OPEN, call -> text(call, () -> documents().llms())),
        Route.get("/llms-full.txt", Access.OPEN, call -> text(call, () -> documents().llmsFull())),
        Route.get(Page.HOME, Access.OPEN, call -> page(call, Page.HOME)),
        Route.get("/docs/search", Access.OPEN, this::search),
        Route.get("/docs/search.json", Access.OPEN, this::searchIndex),
        Route.get("/docs/{page...}", Access.OPEN, this::document),
        Route.get("/examples/{name}", Access.OPEN, this::example));
  }

  private Documents documents() {
    return site.get().documents();
  }

  private Reply document(Call call) {
    String path = Page.HOME + "/" + call.part("page");
    return path.endsWith(".md") ? markdown(call, path) : page(call, path);
  }

  private Reply markdown(Call call, String path) {
    String text = documents().markdown(path).orElseThrow(() -> notFound(path));
    return kept(call, path, () -> Reply.text("text/markdown", text));
  }

  /** Who is signed in gets a page of their own, which is neither kept nor compressed. */
  private Reply page(Call call, String path) {
    Article article = site.get().article(path).orElseThrow(() -> notFound(path));
    Frame frame = frame(call, article.page().title());
    return frame.who().isPresent()
        ? page(article, frame)
        : kept(call, new Kept(path, frame.theme()), () -> page(article, frame));
  }

  private Reply.Bytes page(Article article, Frame frame) {
    return page("docs.jte", frame, site.get().view(article, baseUrl + "/llms.txt"));
  }

  private Reply.Bytes page(String template, Frame frame, Object view) {
    return surroundings.pages().page(template, frame, Map.of("view", view)).with("Vary", "Cookie");
  }

  private Frame frame(Call call, String title) {
    return surroundings.frames().of(call, title, Section.DOCS);
  }

  private Reply text(Call call, Supplier<String> text) {
    return kept(call, call.path(), () -> Reply.text("text/plain", text.get()));
  }

  private Reply kept(Call call, String path, Supplier<Reply.Bytes> first) {
    return kept(call, new Kept(path, Theme.AUTO), first);
  }

  private Reply kept(Call call, Kept key, Supplier<Reply.Bytes> first) {
    return kept.computeIfAbsent(key, made -> fixed(first.get())).reply(call);
  }

  private static Reply.Bytes json(byte[] body) {
    return new Reply.Bytes(200, Map.of(), "application/json", body);
  }

  private static FixedText fixed(Reply.Bytes reply) {
    return new FixedText(reply.with("Cache-Control", "no-cache"));
  }

  /** Works without scripts, unlike the box on each page, which finds the same by itself. */
  private Reply search(Call call) {
    SearchView view = site.get().found(call.query("q").orElse("").strip());
    Frame frame = frame(call, "Search");
    Reply.Bytes page = page("docsSearch.jte", frame, view);
    // What is searched for is of any number, so these pages are not kept.
    return frame.who().isPresent() ? page : fixed(page).reply(call);
  }

  private Reply searchIndex(Call call) {
    return kept(call, call.path(), () -> json(site.get().search().index()));
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
