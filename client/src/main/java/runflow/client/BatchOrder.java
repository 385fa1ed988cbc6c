package runflow.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch is to do.
 *
 * @param items 1 to 100
 * @param callbackUrl called once the last of its runs has ended
 */
public record BatchOrder(List<Item> items, Optional<String> callbackUrl) {
  public BatchOrder {
    items = List.copyOf(items);
  }

  /**
   * One run of it.
   *
   * @param input as the model's schema says
   * @param clientRef the caller's own reference, at most 255 characters
   * @param metadata at most 16 KiB as JSON
   */
  public record Item(
      Map<String, ?> input, Optional<String> clientRef, Optional<Map<String, ?>> metadata) {
    Map<String, Object> body() {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("input", input);
      clientRef.ifPresent(reference -> body.put("client_ref", reference));
      metadata.ifPresent(values -> body.put("metadata", values));
      return body;
    }
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", items.stream().map(Item::body).toList());
    callbackUrl.ifPresent(url -> body.put("callback_url", url));
    return body;
  }
}
