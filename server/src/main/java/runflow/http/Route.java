package runflow.http;

/**
 * One line of the routing table.
 *
 * @param path with named parts, see {@link PathTemplate}
 */
public record Route(String method, PathTemplate path, Access access, Handler handler) {
  public static Route get(String path, Access access, Handler handler) {
    return new Route("GET", PathTemplate.of(path), access, handler);
  }

  public static Route post(String path, Access access, Handler handler) {
    return new Route("POST", PathTemplate.of(path), access, handler);
  }

  public static Route patch(String path, Access access, Handler handler) {
    return new Route("PATCH", PathTemplate.of(path), access, handler);
  }

  public static Route delete(String path, Access access, Handler handler) {
    return new Route("DELETE", PathTemplate.of(path), access, handler);
  }

  /** Method and path, as documents and tests name the route. */
  public String signature() {
    return method + " " + path.text();
  }
}
