package runflow.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller may say about a run beside its input.
 *
 * @param callbackUrl called once the run is terminal
 * @param metadata returned exactly as given, at most 16 KiB as JSON
 * @param clientRef the caller's own reference, at most 255 characters
 * @param idempotencyKey at most 255 characters; absent means a fresh one for each call, so that
 *     retries inside one call never make two runs. Give one to make calls repeatable as well
 */
public record RunOptions(
    Optional<String> callbackUrl,
    Optional<Map<String, ?>> metadata,
    Optional<String> clientRef,
    Optional<String> idempotencyKey) {

  /** Nothing beside the input. */
  public static RunOptions none() {
    return new RunOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with a callback. */
  public RunOptions withCallbackUrl(String url) {
    return new RunOptions(Optional.of(url), metadata, clientRef, idempotencyKey);
  }

  /** The same with metadata. */
  public RunOptions withMetadata(Map<String, ?> values) {
    return new RunOptions(callbackUrl, Optional.of(values), clientRef, idempotencyKey);
  }

  /** The same with the caller's reference. */
  public RunOptions withClientRef(String reference) {
    return new RunOptions(callbackUrl, metadata, Optional.of(reference), idempotencyKey);
  }

  /** The same with the caller's idempotency key. */
  public RunOptions withIdempotencyKey(String key) {
    return new RunOptions(callbackUrl, metadata, clientRef, Optional.of(key));
  }

  Map<String, Object> body(Map<String, ?> input) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("input", input);
    callbackUrl.ifPresent(url -> body.put("callback_url", url));
    metadata.ifPresent(values -> body.put("metadata", values));
    clientRef.ifPresent(reference -> body.put("client_ref", reference));
    return body;
  }
}
