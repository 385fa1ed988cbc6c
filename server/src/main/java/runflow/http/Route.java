package runflow.http;

/**
 * One line of the routing table.
 *
 * @param path with named parts, see {@link PathTemplate}
 * @param rateLimited whether each request counts against the {@link RateLimit} of its key
 */
public record Route(
    String method, PathTemplate path, Access access, Handler handler, boolean rateLimited) {
  public Route {
    if (rateLimited && access instanceof Access.Open) {
      throw new IllegalArgumentException("an open route has no key whose requests could count");
    }
  }

  public static Route get(String path, Access access, Handler handler) {
    return new Route("GET", PathTemplate.of(path), access, handler, false);
  }

  public static Route post(String path, Access access, Handler handler) {
    return new Route("POST", PathTemplate.of(path), access, handler, false);
  }

  public static Route put(String path, Access access, Handler handler) {
    return new Route("PUT", PathTemplate.of(path), access, handler, false);
  }

  public static Route patch(String path, Access access, Handler handler) {
    return new Route("PATCH", PathTemplate.of(path), access, handler, false);
  }

  public static Route delete(String path, Access access, Handler handler) {
    return new Route("DELETE", PathTemplate.of(path), access, handler, false);
  }

  /** The same route, with requests that count against the {@link RateLimit} of their key. */
  public Route withRateLimit() {
    return new Route(method, path, access, handler, true);
  }

  /** Method and path, as documents and tests name the route. */
  public String signature() {
    return method + " " + path.text();
  }
}
