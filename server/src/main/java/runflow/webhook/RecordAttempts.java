package runflow.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.callback.Event;
import runflow.callback.Events;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.json.Json;
import runflow.json.Timestamp;

/**
 * Records attempts, with what they say about their endpoints: those that end at the same time share
 * a transaction. An endpoint that is gone or has only failed for too long is disabled in it, and
 * the account's other webhooks are told.
 */
final class RecordAttempts {
  private static final Logger log = LoggerFactory.getLogger(RecordAttempts.class);

  /** One worker, so that no two transactions update the same endpoints in different orders. */
  private static final Batches.Settings BATCHES = new Batches.Settings("webhook-attempts", 256, 1);

  private final Db db;
  private final DeliveryStore deliveries;
  private final AttemptStore attempts;
  private final WebhookStore webhooks;
  private final Events events;
  private final Duration disableAfter;
  private final Batches<Made, Boolean> batches;

  RecordAttempts(Db db, Events events, Duration disableAfter) {
    this.db = db;
    this.deliveries = new DeliveryStore(db);
    this.attempts = new AttemptStore(db);
    this.webhooks = new WebhookStore(db);
    this.events = events;
    this.disableAfter = disableAfter;
    this.batches = new Batches<>(BATCHES, made -> made.delivery().id(), this::commit);
  }

  /**
   * An attempt that was made.
   *
   * @param delivery as it is after the attempt
   */
  record Made(Delivery delivery, Attempt attempt) {}

  /** Whether it was recorded; false if another attempt of that number was. */
  boolean record(Made made) throws InterruptedException {
    return batches.call(made);
  }

  private List<Boolean> commit(List<Made> batch) {
    return db.inTx(
        tx -> {
          Set<DeliveryId> moved =
              deliveries.update(tx, batch.stream().map(Made::delivery).toList());
          List<Made> held =
              batch.stream().filter(made -> moved.contains(made.delivery().id())).toList();
          if (!held.isEmpty()) {
            attempts.insert(tx, held.stream().map(Made::attempt).toList());
            webhooks.note(tx, healths(held), disableAfter).forEach(webhook -> disable(tx, webhook));
          }
          return batch.stream().map(made -> moved.contains(made.delivery().id())).toList();
        });
  }

  private static List<WebhookStore.Health> healths(List<Made> made) {
    Map<WebhookId, WebhookStore.Health> byEndpoint = new LinkedHashMap<>();
    for (Made one : made) {
      Attempt attempt = one.attempt();
      WebhookId id = one.delivery().webhook();
      byEndpoint.merge(
          id,
          new WebhookStore.Health(id, attempt.at(), attempt.succeeded(), attempt.gone()),
          (a, b) ->
              new WebhookStore.Health(
                  id,
                  a.at().isAfter(b.at()) ? a.at() : b.at(),
                  a.succeeded() || b.succeeded(),
                  a.gone() || b.gone()));
    }
    return new ArrayList<>(byEndpoint.values());
  }

  private void disable(Tx tx, Webhook webhook) {
    Webhook.Disabled disabled = webhook.disabled().orElseThrow();
    webhooks.update(tx, webhook.id(), webhook.terms(), webhook.disabled(), disabled.at());
    events.emit(tx, List.of(event(webhook, disabled)));
    tx.afterCommit(
        () ->
            log.warn(
                "webhook {} of organisation {} was disabled ({}): it gets nothing until its owner"
                    + " enables it again",
                webhook.id(),
                webhook.owner().org(),
                WebhookStore.code(disabled.reason())));
  }

  private static Event event(Webhook webhook, Webhook.Disabled disabled) {
    byte[] payload =
        Json.bytes(
            Json.object()
                .put("event", Event.Type.WEBHOOK_DISABLED.code())
                .put("webhook_id", webhook.id().toString())
                .put("url", webhook.terms().url())
                .put("reason", WebhookStore.code(disabled.reason()))
                .put("failing_since", webhook.failingSince().map(Timestamp::text).orElse(null))
                .put("disabled_at", Timestamp.text(disabled.at())));
    return new Event(
        Event.Type.WEBHOOK_DISABLED,
        webhook.owner().org(),
        webhook.owner().livemode(),
        webhook.id().toString(),
        Optional.empty(),
        () -> payload);
  }
}
