package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.account.ApiKeys;
import runflow.error.ApiException;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Caller;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.page.Pages;

/** Signing in with a key or with a link that works once, changing the mode, and signing out. */
final class SignInPages {
  static final String PATH = "/sign-in";
  static final String LINK = PATH + "/";

  private final Door door;
  private final Pages pages;
  private final SignInForm form;
  private final Sessions sessions;
  private final SignInCookie cookie;
  private final ApiKeys keys;
  private final SignInLinks links;

  SignInPages(Door door, Pages pages, Sessions sessions, SignInCookie cookie, Doorway doorway) {
    this.door = door;
    this.pages = pages;
    this.form = new SignInForm(pages);
    this.sessions = sessions;
    this.cookie = cookie;
    this.keys = doorway.keys();
    this.links = doorway.links();
  }

  /** What somebody can show to be let in. */
  record Doorway(ApiKeys keys, SignInLinks links) {}

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.OPEN, this::form).withErrors(new ErrorPages(pages)),
        Route.post(PATH, Access.OPEN, this::signIn).withErrors(new ErrorPages(pages)),
        Route.get(LINK + "{ticket}", Access.OPEN, this::link).withErrors(new ErrorPages(pages)),
        door.form("/sign-out", this::signOut),
        door.form("/mode", this::mode));
  }

  private Reply form(Call call) {
    return page(call, 200, "", Map.of("next", List.of(call.query("next").orElse(""))));
  }

  private Reply signIn(Call call) throws Exception {
    door.requireOwnOrigin(call);
    Map<String, List<String>> fields = call.fields();
    Caller holder;
    try {
      holder = keys.authenticate(Optional.of("Bearer " + first(fields, "key").strip()));
    } catch (ApiException e) {
      return page(call, e.code().status(), problem(first(fields, "key")), fields);
    }
    if (holder.grant().run().isPresent()) {
      return page(
          call, 403, "That is a read token, which reads one run. Sign in with a key.", fields);
    }
    return in(call, sessions.with(door.session(call), holder), fields);
  }

  /** Whoever only looks at the link, or fetches it in advance, does not use it up. */
  private Reply link(Call call) throws Exception {
    if (call.head() || call.header("Sec-Purpose").isPresent()) {
      return Reply.noContent();
    }
    Optional<List<Caller>> holders = links.use(call.part("ticket"));
    return holders.isPresent()
        ? in(call, holders.get(), Map.of())
        : page(
            call,
            410,
            "This link has been used or has expired. Start the server again for a new one, or sign in with a key.",
            Map.of());
  }

  private Reply in(Call call, List<Caller> holders, Map<String, List<String>> fields)
      throws Exception {
    cookie.token(call).ifPresent(sessions::end);
    String token = sessions.start(holders);
    Optional<Unsent> unsent = Unsent.carried(fields);
    Reply page =
        unsent.isPresent()
            ? door.sendAgain(call, sessions.find(token).orElseThrow(), unsent.get(), 200)
            : on(call, Targets.own(first(fields, "next")).orElse("/"));
    return page.with("Set-Cookie", cookie.of(token));
  }

  /**
   * The page that follows is asked for by ours: a browser that came from another site's link would
   * not send the new cookie with a redirect.
   */
  private Reply on(Call call, String place) {
    return pages
        .page(
            "signedIn.jte", pages.open(call, "Signed in", Optional.empty()), Map.of("next", place))
        .with("Refresh", "0; url=" + place);
  }

  private Reply signOut(Visit visit) {
    cookie.token(visit.call()).ifPresent(sessions::end);
    return Door.seeOther(PATH).with("Set-Cookie", cookie.none());
  }

  private Reply mode(Visit visit) {
    boolean live = visit.field("mode").filter("live"::equals).isPresent();
    cookie.token(visit.call()).ifPresent(token -> sessions.show(token, live));
    return Door.seeOther("/");
  }

  private Reply page(Call call, int status, String problem, Map<String, List<String>> fields) {
    return form.page(
        call, status, new SignInForm.Terms(problem, first(fields, "next"), Unsent.carried(fields)));
  }

  private static String problem(String key) {
    return key.isBlank()
        ? "Paste a key to sign in."
        : "This server does not know that key, or it has ended. The keys of the first start are in `credentials.json` in the data folder.";
  }

  private static String first(Map<String, List<String>> fields, String name) {
    return Door.first(fields, name).orElse("");
  }
}
