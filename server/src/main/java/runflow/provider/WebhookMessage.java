package runflow.provider;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody posted in a provider's name.
 *
 * @param headers by lower-case name
 */
public record WebhookMessage(Map<String, String> headers, byte[] body) {
  public WebhookMessage {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
