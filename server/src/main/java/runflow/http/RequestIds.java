package runflow.http;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** The id of a request: the caller's own if it is well formed, else a new UUIDv7. */
final class RequestIds {
  static final String HEADER = "Runflow-Request-Id";
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RequestIds() {}

  static String of(Request request) {
    String own = request.getHeaders().get(HEADER);
    return own != null && WELL_FORMED.matcher(own).matches()
        ? own
        : UuidCreator.getTimeOrderedEpochFast().toString();
  }
}
