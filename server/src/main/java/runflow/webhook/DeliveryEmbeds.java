package runflow.webhook;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a caller may ask to see beside deliveries, read for a whole page at once. */
final class DeliveryEmbeds {
  private final WebhookStore webhooks;
  private final Secrets secrets;
  private final AttemptStore attempts;
  private final InstantSource clock;

  DeliveryEmbeds(
      WebhookStore webhooks, Secrets secrets, AttemptStore attempts, InstantSource clock) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * What is shown beside each of some deliveries, by the names of the fields.
   *
   * @param wanted some of {@link DeliveryView#ATTEMPTS} and {@link DeliveryView#WEBHOOK}
   */
  Function<Delivery, Map<String, Object>> of(
      Owner owner, List<Delivery> deliveries, Set<String> wanted) {
    boolean withAttempts = wanted.contains(DeliveryView.ATTEMPTS);
    boolean withWebhook = wanted.contains(DeliveryView.WEBHOOK);
    Map<DeliveryId, List<ObjectNode>> made = withAttempts ? attempts(deliveries) : Map.of();
    Map<WebhookId, ObjectNode> endpoints = withWebhook ? endpoints(owner) : Map.of();
    return delivery -> {
      Map<String, Object> beside = new HashMap<>();
      if (withAttempts) {
        beside.put(DeliveryView.ATTEMPTS, made.getOrDefault(delivery.id(), List.of()));
      }
      if (withWebhook) {
        JsonNode endpoint = endpoints.get(delivery.webhook());
        beside.put(DeliveryView.WEBHOOK, endpoint == null ? Json.MAPPER.nullNode() : endpoint);
      }
      return beside;
    };
  }

  private Map<DeliveryId, List<ObjectNode>> attempts(List<Delivery> deliveries) {
    return attempts.of(deliveries.stream().map(Delivery::id).toList()).stream()
        .collect(
            Collectors.groupingBy(
                Attempt::delivery, Collectors.mapping(DeliveryView::of, Collectors.toList())));
  }

  private Map<WebhookId, ObjectNode> endpoints(Owner owner) {
    List<Webhook> all = webhooks.ofOwner(owner);
    Map<UUID, List<Secrets.Stored>> live =
        secrets.ofOwners(all.stream().map(Webhook::id).toList(), clock.instant());
    return all.stream()
        .collect(
            Collectors.toMap(
                Webhook::id,
                webhook ->
                    WebhookView.of(webhook, live.getOrDefault(webhook.id().value(), List.of()))));
  }
}
