package runflow.client;

import java.util.Map;
import java.util.Optional;

/**
 * One request before it is sent.
 *
 * @param path begins with a slash; already encoded
 * @param body JSON
 * @param organisation for whom it is, if not for that of the key
 * @param repeatable whether sending it twice does no more than sending it once
 */
record Ask(
    String method,
    String path,
    Optional<byte[]> body,
    Optional<String> idempotencyKey,
    Optional<String> organisation,
    boolean repeatable) {

  static Ask get(String path) {
    return new Ask("GET", path, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  static Ask delete(String path) {
    return new Ask("DELETE", path, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  /** A request that the server would carry out again if it came again. */
  static Ask postOnce(String path, Map<String, ?> body) {
    return new Ask(
        "POST",
        path,
        Optional.of(ClientJson.bytes(body)),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** A request that changes nothing more when it comes again. */
  static Ask postRepeatable(String path, Map<String, ?> body) {
    return new Ask(
        "POST",
        path,
        Optional.of(ClientJson.bytes(body)),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** A request that the server recognises by its key when it comes again. */
  static Ask postWithKey(String path, Map<String, ?> body, String idempotencyKey) {
    return new Ask(
        "POST",
        path,
        Optional.of(ClientJson.bytes(body)),
        Optional.of(idempotencyKey),
        Optional.empty(),
        true);
  }

  /** The same request for another organisation, which a service key may name. */
  Ask forOrganisation(String id) {
    return new Ask(method, path, body, idempotencyKey, Optional.of(id), repeatable);
  }
}
