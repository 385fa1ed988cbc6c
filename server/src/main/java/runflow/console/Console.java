package runflow.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runflow.account.ApiKeys;
import runflow.config.ServerKey;
import runflow.db.Db;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Caller;
import runflow.http.ErrorShape;
import runflow.http.LocalApi;
import runflow.http.PublicUrl;
import runflow.http.Route;
import runflow.page.Frames;
import runflow.page.Pages;

/** The console of a server: its pages, put together. */
public final class Console {
  private final Needs needs;
  private final SignInLinks links;
  private final Door door;
  private final List<Route> routes = new ArrayList<>();

  /** What the pages are made of. */
  public record Needs(
      Db db,
      LocalApi api,
      ApiKeys keys,
      ServerKey serverKey,
      Pages pages,
      PublicUrl publicUrl,
      InstantSource clock) {}

  public Console(Needs needs) {
    this.needs = needs;
    this.links = new SignInLinks(needs.clock());
    Pages pages = needs.pages();
    var sessions = new Sessions(needs.db(), needs.keys(), needs.serverKey(), needs.clock());
    var cookie = new SignInCookie(needs.publicUrl());
    this.door = new Door(pages, sessions, cookie, needs.api(), needs.publicUrl());
    routes.add(Route.get("/", Access.OPEN, call -> Door.seeOther("/models")));
    routes.addAll(
        new SignInPages(door, pages, sessions, cookie, new SignInPages.Doorway(needs.keys(), links))
            .routes());
    routes.addAll(new ModelPages(door, pages).routes());
    routes.addAll(new PlaygroundPages(door, pages).routes());
    routes.addAll(new UploadPages(door).routes());
    routes.addAll(new RunPanelPages(door, pages).routes());
    routes.addAll(new RunListPage(door, pages, needs.clock()).routes());
    routes.addAll(new RunPage(door, pages, needs.clock()).routes());
    routes.addAll(new UsagePages(door, pages, needs.clock()).routes());
    routes.addAll(new SettingsPages(door, pages, needs.clock()).routes());
    routes.addAll(FormPaths.toPages(routes));
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /** What surrounds pages that anybody may read. */
  public Frames frames() {
    return (call, title, section) -> door.frame(call, title, Optional.of(section));
  }

  /** How refusals look in a browser where no page is, to whoever asked for one. */
  public Function<Call, ErrorShape> errors() {
    var errors = new ErrorPages(needs.pages());
    return call -> errors.in(title -> door.frame(call, title, Optional.empty()));
  }

  /** A link that signs in once as the holders of keys, within an hour. */
  public String signInLink(List<Caller> holders) {
    return needs.publicUrl().of(links.make(holders));
  }
}
