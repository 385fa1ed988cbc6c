package runflow.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.job.JobLane;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes deliveries in the transaction that causes them, and shows their history. */
public final class Deliveries {
  private final DeliveryStore store;
  private final JobLane lane;
  private final InstantSource clock;

  public Deliveries(Db db, JobLane lane, InstantSource clock) {
    this.store = new DeliveryStore(db);
    this.lane = lane;
    this.clock = clock;
  }

  /**
   * Writes deliveries and their jobs; the first attempts follow the commit.
   *
   * @return those that were written; a run or a batch has one delivery in flight at most
   */
  public Set<DeliveryId> schedule(Tx tx, List<NewDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return Set.of();
    }
    Instant now = clock.instant();
    Set<DeliveryId> written = store.insert(tx, deliveries, now);
    lane.enqueue(tx, written.stream().map(DeliveryId::value).toList(), now);
    return written;
  }

  /** Every delivery of a run or a batch with its attempts, newest first, as the API shows it. */
  public ArrayNode history(CallbackSubject subject) {
    ArrayNode deliveries = Json.MAPPER.createArrayNode();
    store.of(subject).forEach(delivery -> deliveries.add(view(delivery)));
    return deliveries;
  }

  /** One delivery as the API shows it. */
  public ObjectNode view(DeliveryId id) {
    return view(store.find(id).orElseThrow());
  }

  private ObjectNode view(Delivery delivery) {
    String payload = new String(delivery.payload(), StandardCharsets.UTF_8);
    ObjectNode view =
        named(delivery)
            .put("callback_url", delivery.url())
            .put("payload_bytes", payload)
            .putPOJO("payload", new RawJson(payload))
            .put("signing_secret_id", delivery.signingSecret().map(Object::toString).orElse(null))
            .put("is_automatic", delivery.automatic())
            .put("status_code", delivery.status().name().toLowerCase(Locale.ROOT))
            .put("failure_reason_code", delivery.failure().map(Delivery.Failure::code).orElse(null))
            .put("failure_detail", delivery.failure().map(Delivery.Failure::detail).orElse(null))
            .put("attempt_count", delivery.attempts())
            .put("max_attempts", RetrySchedule.MAX_ATTEMPTS)
            .put("next_attempt_at", delivery.nextAttemptAt().map(Timestamp::text).orElse(null))
            .put("created_at", Timestamp.text(delivery.createdAt()))
            .put("updated_at", Timestamp.text(delivery.updatedAt()))
            .put("completed_at", delivery.completedAt().map(Timestamp::text).orElse(null));
    var attempts = view.putArray("attempts");
    store.attempts(delivery.id()).forEach(attempt -> attempts.add(view(delivery, attempt)));
    return view;
  }

  private static ObjectNode named(Delivery delivery) {
    ObjectNode view = Json.object().put("id", delivery.id().toString());
    return switch (delivery.subject()) {
      case CallbackSubject.OfRun(var run) -> view.put("run_id", run.toString());
      case CallbackSubject.OfBatch(var batch) -> view.put("batch_id", batch.toString());
    };
  }

  private static ObjectNode view(Delivery delivery, Attempt attempt) {
    ObjectNode view =
        Json.object()
            .put("id", delivery.id() + "-" + attempt.number())
            .put("delivery_id", delivery.id().toString())
            .put("attempt_number", attempt.number());
    if (attempt.statusCode().isPresent()) {
      view.put("status_code", attempt.statusCode().getAsInt());
    } else {
      view.putNull("status_code");
    }
    return view.put("response_body", attempt.responseBody().orElse(null))
        .put("response_time_ms", attempt.took().toMillis())
        .put("error_message", attempt.error().orElse(null))
        .put("created_at", Timestamp.text(attempt.at()));
  }
}
