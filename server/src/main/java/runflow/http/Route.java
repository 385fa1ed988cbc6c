package runflow.http;

import java.util.Optional;

/**
 * One line of the routing table.
 *
 * @param path with named parts, see {@link PathTemplate}
 * @param rateLimited whether each request counts against the {@link RateLimit} of its key
 * @param errors how its refusals look; those in the envelope are pages to a browser, unless the
 *     path is one of the API's
 */
public record Route(
    String method,
    PathTemplate path,
    Access access,
    Handler handler,
    boolean rateLimited,
    ErrorShape errors) {
  public Route {
    if (rateLimited && access instanceof Access.Open) {
      throw new IllegalArgumentException("an open route has no key whose requests could count");
    }
  }

  public static Route get(String path, Access access, Handler handler) {
    return of("GET", path, access, handler);
  }

  public static Route post(String path, Access access, Handler handler) {
    return of("POST", path, access, handler);
  }

  public static Route put(String path, Access access, Handler handler) {
    return of("PUT", path, access, handler);
  }

  public static Route patch(String path, Access access, Handler handler) {
    return of("PATCH", path, access, handler);
  }

  public static Route delete(String path, Access access, Handler handler) {
    return of("DELETE", path, access, handler);
  }

  /** The same route, with requests that count against the {@link RateLimit} of their key. */
  public Route withRateLimit() {
    return new Route(method, path, access, handler, true, errors);
  }

  /** The same route, with refusals that look another way. */
  public Route withErrors(ErrorShape shape) {
    return new Route(method, path, access, handler, rateLimited, shape);
  }

  /** How its refusals look to whoever asks; empty if that is the envelope. */
  Optional<ErrorShape> ownErrors() {
    return Optional.of(errors).filter(shape -> !shape.equals(ErrorShape.ENVELOPE));
  }

  /** Method and path, as documents and tests name the route. */
  public String signature() {
    return method + " " + path.text();
  }

  private static Route of(String method, String path, Access access, Handler handler) {
    return new Route(method, PathTemplate.of(path), access, handler, false, ErrorShape.ENVELOPE);
  }
}
