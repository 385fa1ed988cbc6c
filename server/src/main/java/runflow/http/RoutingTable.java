package runflow.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** Every route of the server, from which dispatch, 404 and 405 come. Immutable. */
final class RoutingTable {
  /** A route that fits a request, and the named parts of its path. */
  record Match(Route route, Map<String, String> parts) {}

  private record Resource(PathTemplate path, Map<String, Route> byMethod) {}

  private final List<Resource> resources;
  private final NoRoute noRoute;

  /** The first template that fits a path wins, so special paths come before general ones. */
  RoutingTable(List<Route> routes, NoRoute noRoute) {
    Map<String, Resource> byPath = new LinkedHashMap<>();
    for (Route route : routes) {
      Route twin =
          byPath
              .computeIfAbsent(
                  route.path().text(), text -> new Resource(route.path(), new LinkedHashMap<>()))
              .byMethod()
              .put(route.method(), route);
      if (twin != null) {
        throw new IllegalArgumentException("two routes for " + route.signature());
      }
    }
    this.resources = List.copyOf(byPath.values());
    this.noRoute = noRoute;
  }

  /** Every route there is. */
  List<Route> all() {
    return resources.stream().flatMap(resource -> resource.byMethod().values().stream()).toList();
  }

  /** Finds the route of a request; {@code HEAD} is served by {@code GET}. */
  Match find(String method, @Nullable String rawPath) {
    if (rawPath == null) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "the request names no path");
    }
    for (Resource resource : resources) {
      Optional<Map<String, String>> parts = resource.path().match(rawPath);
      if (parts.isPresent()) {
        Route route = resource.byMethod().get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
          throw new WrongMethod(method, rawPath, allowed(resource));
        }
        return new Match(route, parts.get());
      }
    }
    throw noRoute.at(rawPath);
  }

  private static String allowed(Resource resource) {
    var methods = new TreeSet<>(resource.byMethod().keySet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  /** A known path with a method that it does not have. */
  static final class WrongMethod extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String allowed;

    WrongMethod(String method, String path, String allowed) {
      super("`%s` does not take %s, but %s".formatted(path, method, allowed), null, false, false);
      this.allowed = allowed;
    }

    String allowed() {
      return allowed;
    }
  }
}
