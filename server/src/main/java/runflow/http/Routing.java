package runflow.http;

import java.util.List;

/**
 * What a listener serves.
 *
 * @param routes of two that fit a path, the first counts
 * @param noRoute the answer where none fits
 * @param toBrowsers how refusals look to a browser that asks for a page where no route leads
 */
public record Routing(List<Route> routes, NoRoute noRoute, ErrorShape toBrowsers) {
  public Routing {
    routes = List.copyOf(routes);
  }
}
