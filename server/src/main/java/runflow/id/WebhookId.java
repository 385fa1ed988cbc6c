package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a webhook or an event listener: a UUIDv7, so ids sort by creation time. */
public record WebhookId(UUID value) {
  public static WebhookId create() {
    return new WebhookId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<WebhookId> parse(String text) {
    return Uuids.parse(text).map(WebhookId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
