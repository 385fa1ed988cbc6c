package runflow.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import runflow.list.Field;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Projection;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries and attempts as the API shows them. */
final class DeliveryView {
  static final String ATTEMPTS = "attempts";
  static final String WEBHOOK = "webhook";

  static final Projection DELIVERY =
      Projection.of(
          "id",
          "webhook_id",
          "event_type_code",
          "run_id",
          "payload",
          "payload_bytes",
          "signing_secret_id",
          "is_automatic",
          "status_code",
          "failure_reason_code",
          "failure_detail",
          "attempt_count",
          "max_attempts",
          "next_attempt_at",
          "created_at",
          "updated_at",
          "completed_at");

  private static final Field NUMBER = Field.integer("attempt_number").sorts();
  private static final Field ID = Field.uuid("id").sorts();
  static final Listing ATTEMPT_LISTING =
      new Listing(
          "webhook-attempts",
          List.of(
              ID,
              NUMBER,
              Field.integer("status_code"),
              Field.integer("response_time_ms").sorts(),
              Field.flag("succeeded"),
              Field.time("created_at").sorts()),
          List.of(Order.ascending(NUMBER), Order.ascending(ID)),
          Projection.of(
              "id",
              "delivery_id",
              "attempt_number",
              "status_code",
              "response_body",
              "response_time_ms",
              "error_message",
              "succeeded",
              "next_retry_at",
              "created_at"),
          List.of());

  private DeliveryView() {}

  /**
   * @param maxAttempts of a delivery that never succeeds
   */
  static ObjectNode of(Delivery delivery, int maxAttempts) {
    String payload = new String(delivery.payload(), StandardCharsets.UTF_8);
    Delivery.Progress progress = delivery.progress();
    return Json.object()
        .put("id", delivery.id().toString())
        .put("webhook_id", delivery.webhook().toString())
        .put("event_type_code", delivery.eventType())
        .put("run_id", delivery.run().map(Object::toString).orElse(null))
        .putPOJO("payload", new RawJson(payload))
        .put("payload_bytes", payload)
        .put("signing_secret_id", progress.secret().map(Object::toString).orElse(null))
        .put("is_automatic", delivery.automatic())
        .put("status_code", WebhookStore.code(progress.status()))
        .put("failure_reason_code", progress.failure().map(Delivery.Failure::code).orElse(null))
        .put("failure_detail", progress.failure().map(Delivery.Failure::detail).orElse(null))
        .put("attempt_count", progress.attempts())
        .put("max_attempts", maxAttempts)
        .put("next_attempt_at", WebhookView.text(progress.nextAttemptAt()))
        .put("created_at", Timestamp.text(delivery.createdAt()))
        .put("updated_at", Timestamp.text(progress.updatedAt()))
        .put("completed_at", WebhookView.text(progress.completedAt()));
  }

  static ObjectNode of(Attempt attempt) {
    ObjectNode view =
        Json.object()
            .put("id", attempt.id().toString())
            .put("delivery_id", attempt.delivery().toString())
            .put("attempt_number", attempt.number());
    if (attempt.statusCode().isPresent()) {
      view.put("status_code", attempt.statusCode().getAsInt());
    } else {
      view.putNull("status_code");
    }
    return view.put("response_body", attempt.responseBody().orElse(null))
        .put("response_time_ms", attempt.took().toMillis())
        .put("error_message", attempt.error().orElse(null))
        .put("succeeded", attempt.succeeded())
        .put("next_retry_at", WebhookView.text(attempt.nextRetryAt()))
        .put("created_at", Timestamp.text(attempt.at()));
  }
}
