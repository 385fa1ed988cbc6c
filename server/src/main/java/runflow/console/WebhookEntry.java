package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A webhook as {@code GET /v1/webhooks/{id}} describes it. */
public record WebhookEntry(
    String id,
    String url,
    String label,
    String description,
    Optional<List<String>> events,
    List<Secret> secrets,
    Optional<Instant> disabledAt,
    Optional<String> disabledReason,
    Optional<Instant> failingSince,
    Optional<Instant> lastTriggeredAt,
    Instant createdAt) {
  /** A signing secret, of which only this may be shown. */
  public record Secret(String id, String fingerprint, Optional<Instant> expiresAt) {}

  /** All of an account's. */
  public record Page(List<WebhookEntry> items) {}

  /** A type of event. */
  public record EventType(String code, String description) {}

  /** Every type. */
  public record EventTypes(List<EventType> items) {}

  public boolean enabled() {
    return disabledAt.isEmpty();
  }

  public String state() {
    return enabled() ? "enabled" : "disabled";
  }

  /** Why it is disabled, or nothing while that is not known. */
  public String disabledText() {
    return disabledReason
        .map(
            reason ->
                switch (reason) {
                  case "requested" -> "on request";
                  case "gone" -> "because it answered 410 Gone";
                  case "failing" -> "because it had only failed for days";
                  default -> reason;
                })
        .orElse("");
  }

  /** Whether it gets events of a type. */
  public boolean gets(String type) {
    return events.isEmpty() || events.get().contains(type);
  }

  /** What a list shows of its events. */
  public String eventsText() {
    return events
        .map(some -> some.size() == 1 ? some.getFirst() : some.size() + " types")
        .orElse("all");
  }
}
