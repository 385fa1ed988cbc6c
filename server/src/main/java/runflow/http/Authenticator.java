package runflow.http;

import java.util.Optional;

/** Tells who holds a key. */
public interface Authenticator {
  /**
   * Reads an {@code Authorization} header.
   *
   * @throws runflow.error.ApiException {@code UNAUTHORIZED} if it is missing, malformed or names no
   *     live key
   */
  Caller authenticate(Optional<String> authorization);
}
