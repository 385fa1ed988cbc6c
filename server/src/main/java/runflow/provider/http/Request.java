package runflow.provider.http;

import java.util.Map;
import java.util.Optional;
import runflow.json.Json;
import runflow.provider.ProviderCall.Purpose;

/**
 * One call to be made.
 *
 * @param target path below the base URL, starting with a slash, or a whole URL that a provider's
 *     answer named
 * @param headers beside those of the body; secrets belong here and nowhere else
 * @param mostBytes of the answer
 */
public record Request(
    Purpose purpose,
    String method,
    String target,
    Map<String, String> headers,
    Optional<Body> body,
    int mostBytes) {
  private static final int MOST_BYTES = 4 << 20;

  /** Bytes to send with their type. */
  public record Body(String type, byte[] bytes) {}

  public Request {
    headers = Map.copyOf(headers);
  }

  /** A call without a body, with the usual bounds. */
  public static Request of(
      Purpose purpose, String method, String target, Map<String, String> headers) {
    return new Request(purpose, method, target, headers, Optional.empty(), MOST_BYTES);
  }

  /** The same call with a body. */
  public Request with(Body other) {
    return new Request(purpose, method, target, headers, Optional.of(other), mostBytes);
  }

  /** The same call with a value as its JSON body. */
  public Request json(Object value) {
    return with(new Body("application/json", Json.bytes(value)));
  }
}
