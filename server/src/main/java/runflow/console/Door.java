package runflow.console;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.LocalApi;
import runflow.http.PublicUrl;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.page.Frame;
import runflow.page.Pages;
import runflow.page.Section;

/**
 * Lets those who are signed in to their pages, and sends everybody else to sign in. Whatever
 * changes something must come from a form of the session's own pages.
 */
final class Door {
  private static final Logger log = LoggerFactory.getLogger(Door.class);

  private static final String CSRF_HEADER = "X-CSRF-Token";
  static final String CSRF_FIELD = "csrf";

  /** Bytes of a form that a sign-in page takes along. */
  private static final long MOST_KEPT = 128 << 10;

  private final Pages pages;
  private final Sessions sessions;
  private final SignInCookie cookie;
  private final LocalApi api;
  private final PublicUrl publicUrl;
  private final ErrorPages errors;
  private final SignInForm signIn;

  Door(Pages pages, Sessions sessions, SignInCookie cookie, LocalApi api, PublicUrl publicUrl) {
    this.pages = pages;
    this.sessions = sessions;
    this.cookie = cookie;
    this.api = api;
    this.publicUrl = publicUrl;
    this.errors = new ErrorPages(pages);
    this.signIn = new SignInForm(pages);
  }

  /** A page to look at. */
  Route page(String path, PageHandler handler) {
    return Route.get(path, Access.OPEN, call -> visit(call, handler)).withErrors(errors);
  }

  /** A form that is sent; the answer is a redirect, or a fragment for a script. */
  Route form(String path, PageHandler handler) {
    return Route.post(path, Access.OPEN, call -> change(call, handler)).withErrors(errors);
  }

  /** Who is signed in. */
  Optional<Session> session(Call call) {
    return cookie.token(call).flatMap(sessions::find);
  }

  /**
   * What surrounds a page that anybody may read: that of a visit, for those who are signed in. If
   * nothing can be found out about the reader, it is that of a stranger: the page is there for
   * strangers, so an outage takes nothing of it away.
   */
  Frame frame(Call call, String title, Optional<Section> section) {
    try {
      Optional<Session> session = session(call);
      if (session.isPresent()) {
        return visitOf(call, session.get(), Map.of()).frame(title, section);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn(
          "request {} is answered as to a stranger, because its reader cannot be found out: {}",
          call.requestId(),
          e.toString());
    }
    return pages.open(call, title, section);
  }

  /** Sends the browser to a page of this server after a form, with a GET. */
  static Reply seeOther(String path) {
    return Reply.empty(303).with("Location", path).with("Cache-Control", "no-store");
  }

  /**
   * Stops a form that another site's page has sent.
   *
   * @throws ApiException {@code PERMISSION_DENIED}
   */
  void requireOwnOrigin(Call call) {
    Optional<String> origin = call.header("Origin");
    if (origin.isPresent()
        && !origin.get().equals(publicUrl.base())
        && !authority(origin.get()).equals(call.header("Host"))) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the form was sent by a page of another site; open the console and send it there");
    }
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Reply visit(Call call, PageHandler handler) throws Exception {
    Optional<Session> session = session(call);
    return session.isPresent()
        ? show(visitOf(call, session.get(), Map.of()), handler)
        : toSignIn(call);
  }

  private Reply change(Call call, PageHandler handler) throws Exception {
    requireOwnOrigin(call);
    Optional<Session> session = session(call);
    if (session.isEmpty()) {
      return scripted(call) ? toSignIn(call) : keepUnsent(call);
    }
    Map<String, List<String>> fields = call.fields();
    String token = call.header(CSRF_HEADER).or(() -> first(fields, CSRF_FIELD)).orElse("");
    if (!MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        session.get().csrf().getBytes(StandardCharsets.UTF_8))) {
      Optional<Unsent> unsent = Unsent.of(call, back(call).orElse("/"), fields);
      if (unsent.isPresent() && !scripted(call)) {
        return sendAgain(call, session.get(), unsent.get(), ErrorCode.PERMISSION_DENIED.status());
      }
      return errors.of(
          visitOf(call, session.get(), Map.of()),
          new ApiException(
              ErrorCode.PERMISSION_DENIED,
              "the form is of another mode, of another key or of a session that has ended; load its page again and send it from there"));
    }
    return show(visitOf(call, session.get(), fields), handler);
  }

  /**
   * Shows what was sent and not taken, for somebody who is signed in to send it again: with a token
   * of the present session, so that nothing is done that nobody has seen.
   */
  Reply sendAgain(Call call, Session session, Unsent unsent, int status) throws Exception {
    return pages.page(
        status,
        "sendAgain.jte",
        visitOf(call, session, Map.of()).frame("Not sent yet", Optional.empty()),
        Map.of("unsent", unsent));
  }

  private Reply show(Visit visit, PageHandler handler) throws Exception {
    try {
      return handler.show(visit);
    } catch (ApiException e) {
      return errors.of(visit, e);
    }
  }

  private Visit visitOf(Call call, Session session, Map<String, List<String>> fields) {
    return new Visit(
        call, session, new Visit.Surroundings(api, pages.theme(call), publicUrl.base()), fields);
  }

  /** The sign-in takes along what was typed, unless it is too long to be sent to and fro. */
  private Reply keepUnsent(Call call) throws InterruptedException {
    Optional<String> length = call.header("Content-Length");
    if (length.isEmpty() || Long.parseLong(length.get()) > MOST_KEPT) {
      return toSignIn(call);
    }
    String back = back(call).orElse("/");
    Optional<Unsent> unsent = Unsent.of(call, back, call.fields());
    return unsent.isEmpty()
        ? toSignIn(call)
        : signIn.page(
            call, ErrorCode.UNAUTHORIZED.status(), new SignInForm.Terms("", back, unsent));
  }

  /** The first value of a field of a form. */
  static Optional<String> first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of()).stream().findFirst();
  }

  private static boolean scripted(Call call) {
    return call.header("HX-Request").isPresent();
  }

  /** The page that a form was sent from. */
  private static Optional<String> back(Call call) {
    return call.header(scripted(call) ? "HX-Current-URL" : "Referer")
        .flatMap(Door::target)
        .flatMap(Targets::own);
  }

  /**
   * Sends somebody to sign in and back. A script cannot follow to another page, so it is told to
   * load it; but what was typed into a form that it sent would be lost, so that is only told.
   */
  private static Reply toSignIn(Call call) {
    boolean page = call.method().equals("GET") || call.head();
    boolean script = scripted(call);
    if (script && !page) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED, "your session has ended; copy what you typed and sign in again");
    }
    if (page && call.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()) {
      // A link from another site comes without the cookie; asked for by ourselves, it has it.
      return Reply.text("text/html", "").with("Refresh", "0; url=" + call.target());
    }
    Optional<String> next = page && !script ? Optional.of(call.target()) : back(call);
    String place =
        SignInPages.PATH
            + next.map(to -> "?next=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).orElse("");
    return script ? Reply.noContent().with("HX-Redirect", place) : seeOther(place);
  }

  /** Path and query of a page's address. */
  private static Optional<String> target(String url) {
    try {
      URI uri = URI.create(url);
      return Optional.ofNullable(uri.getRawPath())
          .map(path -> uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
