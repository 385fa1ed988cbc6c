package runflow.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runflow.http.Access;
import runflow.http.Route;

/**
 * The addresses that forms are sent to. After a refusal one stands in the address bar, so a browser
 * may come back to it and look; where no page is, it is sent to the nearest one above.
 */
final class FormPaths {
  private static final String GET = "GET ";
  private static final String POST = "POST ";

  private FormPaths() {}

  /** The routes that lead away from each form's address that is no page. */
  static List<Route> toPages(List<Route> routes) {
    Set<String> pages = paths(routes, GET);
    return paths(routes, POST).stream()
        .filter(path -> !pages.contains(path))
        .map(path -> toPage(path, levels(path, pages)))
        .toList();
  }

  private static Set<String> paths(List<Route> routes, String method) {
    return routes.stream()
        .map(Route::signature)
        .filter(signature -> signature.startsWith(method))
        .map(signature -> signature.substring(method.length()))
        .collect(Collectors.toSet());
  }

  private static Route toPage(String path, int levels) {
    return Route.get(
        path, Access.OPEN, call -> Door.seeOther(above(call.path(), levels).orElse("/")));
  }

  /** How many segments a page is above. */
  private static int levels(String path, Set<String> pages) {
    int levels = 1;
    while (above(path, levels).filter(upper -> !pages.contains(upper)).isPresent()) {
      levels++;
    }
    return levels;
  }

  /** A path without its last segments; empty if none is left. */
  private static Optional<String> above(String path, int levels) {
    String left = path;
    for (int i = 0; i < levels; i++) {
      left = left.substring(0, Math.max(0, left.lastIndexOf('/')));
    }
    return Optional.of(left).filter(text -> !text.isEmpty());
  }
}
