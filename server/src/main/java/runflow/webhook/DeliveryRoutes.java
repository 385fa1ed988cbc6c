package runflow.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import runflow.callback.Event;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.ListRequest;
import runflow.list.MemoryList;
import runflow.list.Page;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was sent to endpoints: deliveries with their attempts, tests, and sending again. In the
 * paths that read, {@code any} stands for every endpoint, also those that were deleted.
 */
final class DeliveryRoutes {
  private static final Access READ = Access.with(Scope.WEBHOOKS_READ);
  private static final Access WRITE = Access.with(Scope.WEBHOOKS_WRITE);
  private static final String ANY = "any";

  /** Attempts hold answers, so pages with them are shorter. */
  private static final int MOST_WITH_ATTEMPTS = 50;

  private static final Set<String> REDELIVERY = Set.of("since", "status");

  private final Db db;
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final AttemptStore attempts;
  private final DeliveryEmbeds embeds;
  private final EmitEvents emit;
  private final Redeliver redeliver;
  private final int maxAttempts;
  private final InstantSource clock;

  DeliveryRoutes(
      Webhooks.Needs needs,
      Secrets secrets,
      EmitEvents emit,
      Redeliver redeliver,
      int maxAttempts) {
    this.db = needs.db();
    this.webhooks = new WebhookStore(db);
    this.deliveries = new DeliveryStore(db);
    this.attempts = new AttemptStore(db);
    this.embeds = new DeliveryEmbeds(webhooks, secrets, attempts, needs.clock());
    this.emit = emit;
    this.redeliver = redeliver;
    this.maxAttempts = maxAttempts;
    this.clock = needs.clock();
  }

  List<Route> routes() {
    String all = "/v1/webhooks/{id}/deliveries";
    String one = "/v1/webhooks/{webhook}/deliveries/{id}";
    return List.of(
        Route.post("/v1/webhooks/{id}/tests", WRITE, this::test),
        Route.post("/v1/webhooks/{id}/redeliveries", WRITE, this::redeliverSince),
        Route.get(all, READ, this::list),
        Route.get(one, READ, this::read),
        Route.post(one + "/redeliveries", WRITE, this::redeliver),
        Route.get(one + "/attempts", READ, this::attempts),
        Route.get(
            "/v1/webhooks/{webhook}/deliveries/{delivery}/attempts/{id}", READ, this::attempt));
  }

  private Reply test(Call call) throws InterruptedException {
    Webhook webhook = webhook(call, "id");
    WebhookFields.of(call, Set.of()).done();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] payload =
        Json.bytes(
            Json.object()
                .put("event", Event.Type.WEBHOOK_TEST.code())
                .put("webhook_id", webhook.id().toString())
                .put("created_at", Timestamp.text(now)));
    var event =
        new Event(
            Event.Type.WEBHOOK_TEST,
            webhook.owner().org(),
            webhook.owner().livemode(),
            call.requestId(),
            Optional.empty(),
            () -> payload);
    Delivery delivery = EmitEvents.delivery(webhook.id(), event, payload, now);
    db.useTx(
        tx -> {
          requireEnabled(webhooks.lockForSending(tx, webhook.id()));
          emit.send(tx, List.of(delivery));
        });
    return created(webhook.id(), whole(delivery));
  }

  private Reply redeliver(Call call) throws InterruptedException {
    Delivery delivery = delivery(call, "id");
    WebhookFields.of(call, Set.of()).done();
    Optional<DeliveryId> fresh =
        db.inTx(
            tx -> {
              requireEnabled(webhooks.lockForSending(tx, delivery.webhook()));
              if (delivery.progress().status() == Delivery.Status.PENDING) {
                throw refused("id", "the delivery is under way; wait until it has ended");
              }
              return redeliver.one(tx, delivery);
            });
    return fresh
        .flatMap(id -> deliveries.find(delivery.owner(), id))
        .map(found -> created(found.webhook(), whole(found)))
        .orElseThrow(() -> none(call.part("id")));
  }

  private Reply redeliverSince(Call call) throws InterruptedException {
    Webhook webhook = webhook(call, "id");
    WebhookFields fields = WebhookFields.of(call, REDELIVERY);
    Instant since = fields.past("since", clock.instant());
    String status = fields.choice("status", List.of("failed", "all"));
    fields.done();
    Redeliver.Order order =
        db.inTx(
                tx -> {
                  requireEnabled(webhooks.lockForSending(tx, webhook.id()));
                  return redeliver.since(tx, webhook.id(), status.equals("failed"), since);
                })
            .orElseThrow(
                () -> refused("since", "a redelivery of this webhook is under way; wait for it"));
    return Reply.json(
        202,
        Json.object()
            .put("id", order.id().toString())
            .put("webhook_id", webhook.id().toString())
            .put("since", Timestamp.text(order.after()))
            .put("until", Timestamp.text(order.until()))
            .put("status", status)
            .put("count", order.remaining())
            .put("complete", order.remaining() < Redeliver.MOST));
  }

  private Reply list(Call call) {
    Owner owner = Owner.of(call.caller());
    Optional<WebhookId> one = one(call, "id");
    ListRequest request =
        ListRequest.read(
            DeliveryStore.LISTING, owner + one.map(Object::toString).orElse(ANY), call::query);
    if (request.embeds().contains(DeliveryView.ATTEMPTS) && request.limit() > MOST_WITH_ATTEMPTS) {
      throw tooMany(request.limit());
    }
    Page<Delivery> page =
        one.map(webhook -> deliveries.page(webhook, request))
            .orElseGet(() -> deliveries.page(owner, request));
    Function<Delivery, Map<String, Object>> embedded =
        embeds.of(owner, page.items(), request.embeds());
    return Reply.json(
        200,
        page.map(
            delivery -> {
              ObjectNode view = DeliveryView.of(delivery, maxAttempts);
              return request.embeds().isEmpty()
                  ? request.shown(view)
                  : request.shown(view, DeliveryView.DELIVERY, embedded.apply(delivery));
            }));
  }

  private Reply read(Call call) {
    return Reply.json(200, whole(delivery(call, "id")));
  }

  private Reply attempts(Call call) {
    Delivery delivery = delivery(call, "id");
    ListRequest request =
        ListRequest.read(DeliveryView.ATTEMPT_LISTING, delivery.id().toString(), call::query);
    return Reply.json(200, MemoryList.page(request, attempts(delivery)).map(request::shown));
  }

  private Reply attempt(Call call) {
    String id = call.part("id");
    Optional<DeliveryId> parsed = DeliveryId.parse(id);
    ObjectNode attempt =
        attempts(delivery(call, "delivery")).stream()
            .filter(
                one ->
                    parsed
                        .filter(wanted -> one.path("id").stringValue().equals(wanted.toString()))
                        .isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.NOT_FOUND, "there is no attempt `%s`".formatted(id)));
    return Reply.json(200, attempt);
  }

  private List<ObjectNode> attempts(Delivery delivery) {
    return attempts.of(List.of(delivery.id())).stream().map(DeliveryView::of).toList();
  }

  /** A delivery with its attempts. */
  private ObjectNode whole(Delivery delivery) {
    ObjectNode view = DeliveryView.of(delivery, maxAttempts);
    ArrayNode attempts = view.putArray(DeliveryView.ATTEMPTS);
    attempts(delivery).forEach(attempts::add);
    return view;
  }

  private static Reply created(WebhookId webhook, ObjectNode delivery) {
    return Reply.json(201, delivery)
        .with(
            "Location",
            "/v1/webhooks/%s/deliveries/%s".formatted(webhook, delivery.path("id").stringValue()));
  }

  /** The endpoint that a path names; empty if it means any. */
  private Optional<WebhookId> one(Call call, String part) {
    return call.part(part).equals(ANY) ? Optional.empty() : Optional.of(webhook(call, part).id());
  }

  private Webhook webhook(Call call, String part) {
    return WebhookRoutes.require(webhooks, Owner.of(call.caller()), call.part(part));
  }

  private Delivery delivery(Call call, String part) {
    Optional<WebhookId> webhook = one(call, "webhook");
    String id = call.part(part);
    return DeliveryId.parse(id)
        .flatMap(parsed -> deliveries.find(Owner.of(call.caller()), parsed))
        .filter(found -> webhook.isEmpty() || found.webhook().equals(webhook.get()))
        .orElseThrow(() -> none(id));
  }

  private static ApiException none(String id) {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no webhook delivery `%s`".formatted(id));
  }

  private static void requireEnabled(boolean enabled) {
    if (!enabled) {
      throw refused(
          "webhook",
          "the webhook is disabled or deleted; PATCH it with `\"disabled\": false` first");
    }
  }

  private static ApiException refused(String field, String message) {
    return ApiException.invalid(List.of(new FieldError(List.of(field), message, "conflict")));
  }

  private static ApiException tooMany(int limit) {
    String message =
        "`limit` may be %d at most with `embed=attempts`, but was %d"
            .formatted(MOST_WITH_ATTEMPTS, limit);
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        message,
        List.of(new FieldError(List.of("query", "limit"), message, "invalid")));
  }
}
