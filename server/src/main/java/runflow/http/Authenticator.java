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

  /**
   * Reads an {@code X-Organization-Id} header: a service key may name any organisation, every other
   * key only its own.
   *
   * @return the caller, acting for that organisation
   * @throws runflow.error.ApiException {@code NOT_FOUND} if there is none of that id for this key
   */
  Caller actingFor(Caller caller, String organisation);
}
