package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which handler answers which method and path. */
final class Routes {
  /** Answers a request, or throws {@link Refused}. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** A request, the groups of its path, and the fault that the handler is to play. */
  record Call(Recorded request, List<String> groups, Fault fault) {
    String group(int index) {
      return groups.get(index);
    }
  }

  /** What fits a request. Open ones need no credentials. */
  record Match(Optional<Where> where, boolean open, List<String> groups, Handler handler) {}

  private record Route(
      String method, Pattern path, Optional<Where> where, boolean open, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();

  Routes at(Where where, String method, String path, Handler handler) {
    return add(new Route(method, Pattern.compile(path), Optional.of(where), false, handler));
  }

  Routes other(String method, String path, Handler handler) {
    return add(new Route(method, Pattern.compile(path), Optional.empty(), false, handler));
  }

  Routes open(String method, String path, Handler handler) {
    return add(new Route(method, Pattern.compile(path), Optional.empty(), true, handler));
  }

  Routes openFile(String path, Handler handler) {
    return add(new Route("GET", Pattern.compile(path), Optional.of(Where.DOWNLOAD), true, handler));
  }

  private Routes add(Route route) {
    routes.add(route);
    return this;
  }

  Optional<Match> match(String method, String path) {
    for (Route route : routes) {
      Matcher matcher = route.path.matcher(path);
      if (route.method.equals(method) && matcher.matches()) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          String group = matcher.group(i);
          groups.add(group == null ? "" : group);
        }
        return Optional.of(new Match(route.where, route.open, groups, route.handler));
      }
    }
    return Optional.empty();
  }
}
