package runflow.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import runflow.callback.Event;
import runflow.id.WebhookId;

/**
 * An endpoint that wants to be told what happens.
 *
 * @param lastTriggeredAt when something was last sent to it
 */
record Webhook(
    WebhookId id,
    Owner owner,
    Terms terms,
    Optional<Disabled> disabled,
    Optional<Instant> failingSince,
    Optional<Instant> lastTriggeredAt,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What its owner decides.
   *
   * @param events that it wants; empty for all
   */
  record Terms(String url, String label, String description, Set<Event.Type> events) {
    Terms {
      events = Set.copyOf(events);
    }
  }

  /** Since when it gets nothing, and why. */
  record Disabled(Instant at, Reason reason) {}

  /** Why an endpoint gets nothing. */
  enum Reason {
    /** Its owner wanted it. */
    REQUESTED,
    /** It answered 410. */
    GONE,
    /** It had only failed for days. */
    FAILING
  }
}
