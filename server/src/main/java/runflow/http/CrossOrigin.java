package runflow.http;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets the pages of named origins use the API from a browser, through Jetty's own handler. Cookies
 * are never allowed: a page shows the key or the read token that it was given. Requests of other
 * origins are answered as ever, and their browsers keep the answers from their pages.
 */
final class CrossOrigin extends CrossOriginHandler {
  private static final Duration PREFLIGHT_KEPT = Duration.ofMinutes(10);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private static final Set<String> SENT =
      Set.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "Last-Event-ID",
          "Prefer",
          "Range",
          "X-Organization-Id",
          RequestIds.HEADER);

  private static final Set<String> SEEN =
      Set.of(
          RequestIds.HEADER,
          "Retry-After",
          "Idempotent-Replayed",
          "Preference-Applied",
          "Location",
          "RateLimit-Limit",
          "RateLimit-Remaining",
          "RateLimit-Reset");

  CrossOrigin(Set<String> origins, Handler next) {
    super.setHandler(next);
    setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
    setAllowedMethods(METHODS);
    setAllowedHeaders(SENT);
    setExposedHeaders(SEEN);
    setAllowCredentials(false);
    setPreflightMaxAge(PREFLIGHT_KEPT);
    setDeliverPreflightRequests(false);
    setDeliverNonAllowedOriginRequests(true);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // What is answered here has an id like any other answer.
    response.getHeaders().put(RequestIds.HEADER, RequestIds.of(request));
    return super.handle(request, response, callback);
  }
}
