package runflow.http;

import java.util.Optional;

/** Tells who holds a key, or a token that was made with one. */
public interface Authenticator {
  /**
   * Reads an {@code Authorization} header: {@code Bearer} and a key or a read token.
   *
   * @throws runflow.error.ApiException {@code UNAUTHORIZED} if it is missing, malformed or names no
   *     live key
   */
  Caller authenticate(Optional<String> authorization);

  /**
   * Reads a read token that came in the URL, where no key may be.
   *
   * @throws runflow.error.ApiException {@code UNAUTHORIZED} if it is none, or not valid any more
   */
  Caller authenticateToken(String token);

  /**
   * Reads an {@code X-Organization-Id} header: a service key may name any organisation, every other
   * key only its own.
   *
   * @return the caller, acting for that organisation
   * @throws runflow.error.ApiException {@code NOT_FOUND} if there is none of that id for this key
   */
  Caller actingFor(Caller caller, String organisation);
}
