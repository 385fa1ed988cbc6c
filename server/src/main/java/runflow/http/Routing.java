package runflow.http;

import java.util.List;
import java.util.function.Function;

/**
 * What a listener serves.
 *
 * @param routes of two that fit a path, the first counts
 * @param noRoute the answer where none fits
 * @param toBrowsers how refusals look to a browser where no route says it
 */
public record Routing(List<Route> routes, NoRoute noRoute, Function<Call, ErrorShape> toBrowsers) {
  public Routing {
    routes = List.copyOf(routes);
  }
}
