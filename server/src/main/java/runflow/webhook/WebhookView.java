package runflow.webhook;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import runflow.callback.Event;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.Field;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Projection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints and types of events as the API shows them. */
final class WebhookView {
  private static final Field ID = Field.uuid("id").sorts();
  static final Listing LISTING =
      new Listing(
          "webhooks",
          List.of(
              ID,
              Field.text("url").sorts(),
              Field.text("label").sorts(),
              Field.time("disabled_at").sorts(),
              Field.text("disabled_reason"),
              Field.time("last_triggered_at").sorts(),
              Field.time("created_at").sorts(),
              Field.time("updated_at").sorts()),
          List.of(Order.descending(ID)),
          Projection.of(
              "id",
              "org_id",
              "livemode",
              "url",
              "label",
              "description",
              "events",
              "event_subscriptions",
              "secret_fingerprint",
              "secrets",
              "disabled_at",
              "disabled_reason",
              "failing_since",
              "last_triggered_at",
              "created_at",
              "updated_at"),
          List.of());

  private WebhookView() {}

  static ObjectNode of(Webhook webhook, List<Secrets.Stored> secrets) {
    Webhook.Terms terms = webhook.terms();
    ObjectNode view =
        Json.object()
            .put("id", webhook.id().toString())
            .put("org_id", webhook.owner().org().toString())
            .put("livemode", webhook.owner().livemode())
            .put("url", terms.url())
            .put("label", terms.label())
            .put("description", terms.description());
    putEvents(view, terms.events());
    ArrayNode subscriptions = view.putArray("event_subscriptions");
    for (Event.Type type : wanted(terms.events())) {
      subscriptions
          .addObject()
          .put("webhook_id", webhook.id().toString())
          .put("event_type_code", type.code());
    }
    view.put(
        "secret_fingerprint",
        secrets.stream()
            .filter(Secrets.Stored::current)
            .findFirst()
            .map(Secrets.Stored::fingerprint)
            .orElse(null));
    ArrayNode live = view.putArray("secrets");
    for (Secrets.Stored secret : secrets) {
      live.addObject()
          .put("id", secret.id().toString())
          .put("fingerprint", secret.fingerprint())
          .put("expires_at", text(secret.expires()));
    }
    return view.put("disabled_at", text(webhook.disabled().map(Webhook.Disabled::at)))
        .put(
            "disabled_reason",
            webhook.disabled().map(one -> WebhookStore.code(one.reason())).orElse(null))
        .put("failing_since", text(webhook.failingSince()))
        .put("last_triggered_at", text(webhook.lastTriggeredAt()))
        .put("created_at", Timestamp.text(webhook.createdAt()))
        .put("updated_at", Timestamp.text(webhook.updatedAt()));
  }

  static List<ObjectNode> all(List<Webhook> webhooks, Map<UUID, List<Secrets.Stored>> secrets) {
    return webhooks.stream()
        .map(webhook -> of(webhook, secrets.getOrDefault(webhook.id().value(), List.of())))
        .toList();
  }

  static ObjectNode of(Event.Type type) {
    return Json.object().put("code", type.code()).put("description", type.description());
  }

  /** Null stands for all. */
  static void putEvents(ObjectNode view, Set<Event.Type> events) {
    if (events.isEmpty()) {
      view.putNull("events");
    } else {
      ArrayNode codes = view.putArray("events");
      wanted(events).forEach(type -> codes.add(type.code()));
    }
  }

  private static Set<Event.Type> wanted(Set<Event.Type> events) {
    return events.isEmpty() ? EnumSet.allOf(Event.Type.class) : EnumSet.copyOf(events);
  }

  static @Nullable String text(Optional<Instant> time) {
    return time.map(Timestamp::text).orElse(null);
  }
}
