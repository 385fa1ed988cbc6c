package runflow.console;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.LocalApi;
import runflow.http.PublicUrl;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.page.Pages;

/**
 * Lets those who are signed in to their pages, and sends everybody else to sign in. Whatever
 * changes something must come from a form of the session's own pages.
 */
final class Door {
  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String CSRF_FIELD = "csrf";

  private final Pages pages;
  private final Sessions sessions;
  private final SignInCookie cookie;
  private final LocalApi api;
  private final PublicUrl publicUrl;
  private final ErrorPages errors;

  Door(Pages pages, Sessions sessions, SignInCookie cookie, LocalApi api, PublicUrl publicUrl) {
    this.pages = pages;
    this.sessions = sessions;
    this.cookie = cookie;
    this.api = api;
    this.publicUrl = publicUrl;
    this.errors = new ErrorPages(pages);
  }

  /** A page to look at. */
  Route page(String path, PageHandler handler) {
    return Route.get(path, Access.OPEN, call -> visit(call, handler)).withErrors(errors);
  }

  /** A form that is sent; the answer is a redirect, or a fragment for a script. */
  Route form(String path, PageHandler handler) {
    return Route.post(path, Access.OPEN, call -> change(call, Call::fields, handler))
        .withErrors(errors);
  }

  /** Bytes that a script sends, whose token is in a header. */
  Route upload(String path, PageHandler handler) {
    return Route.post(path, Access.OPEN, call -> change(call, body -> Map.of(), handler))
        .withErrors(errors);
  }

  /** Who is signed in. */
  Optional<Session> session(Call call) {
    return cookie.token(call).flatMap(sessions::find);
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

  /** Reads the fields of a form. */
  @FunctionalInterface
  private interface Body {
    Map<String, List<String>> fields(Call call) throws InterruptedException;
  }

  private Reply visit(Call call, PageHandler handler) throws Exception {
    Optional<Session> session = session(call);
    return session.isPresent()
        ? show(visitOf(call, session.get(), Map.of()), handler)
        : toSignIn(call);
  }

  private Reply change(Call call, Body body, PageHandler handler) throws Exception {
    requireOwnOrigin(call);
    Optional<Session> session = session(call);
    if (session.isEmpty()) {
      return toSignIn(call);
    }
    Map<String, List<String>> fields = body.fields(call);
    String token =
        call.header(CSRF_HEADER)
            .or(() -> fields.getOrDefault(CSRF_FIELD, List.of()).stream().findFirst())
            .orElse("");
    if (!MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        session.get().csrf().getBytes(StandardCharsets.UTF_8))) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the form is of a session that has ended; load its page again and send it from there");
    }
    return show(visitOf(call, session.get(), fields), handler);
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

  /** A script cannot follow to another page, so it is told to load it. */
  private static Reply toSignIn(Call call) {
    if (call.header("HX-Request").isPresent()) {
      return Reply.noContent().with("HX-Redirect", SignInPages.PATH);
    }
    boolean page = call.method().equals("GET");
    return seeOther(
        page
            ? SignInPages.PATH + "?next=" + URLEncoder.encode(call.target(), StandardCharsets.UTF_8)
            : SignInPages.PATH);
  }
}
