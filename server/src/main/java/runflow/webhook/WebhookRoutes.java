package runflow.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runflow.callback.Event;
import runflow.callback.SigningSecret;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.WebhookId;
import runflow.job.JobLane;
import runflow.list.ListRequest;
import runflow.list.MemoryList;
import runflow.list.Page;
import runflow.outbound.UrlPolicy;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints of an account, and the types of events that they can have. */
final class WebhookRoutes {
  private static final Access READ = Access.with(Scope.WEBHOOKS_READ);
  private static final Access WRITE = Access.with(Scope.WEBHOOKS_WRITE);
  private static final int MOST_WEBHOOKS = 20;
  private static final int MOST_SECRETS = 5;
  private static final int LONGEST_LABEL = 255;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final long LONGEST_OVERLAP = Duration.ofDays(30).toSeconds();
  private static final long USUAL_OVERLAP = Duration.ofDays(1).toSeconds();
  private static final Set<String> CREATION =
      Set.of("url", "events", "label", "description", "secret");
  private static final Set<String> CHANGE =
      Set.of(
          "url",
          "events",
          "label",
          "description",
          "disabled",
          "rotate_secret",
          "secret",
          "overlap_seconds");

  private final Db db;
  private final WebhookStore store;
  private final Secrets secrets;
  private final UrlPolicy urls;
  private final JobLane lane;
  private final InstantSource clock;

  WebhookRoutes(Webhooks.Needs needs, Secrets secrets) {
    this.db = needs.db();
    this.store = new WebhookStore(db);
    this.secrets = secrets;
    this.urls = needs.urls();
    this.lane = needs.lane();
    this.clock = needs.clock();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/webhooks/event-types", READ, WebhookRoutes::types),
        Route.get("/v1/webhooks/event-types/{code}", READ, WebhookRoutes::type),
        Route.post("/v1/webhooks", WRITE, this::create),
        Route.get("/v1/webhooks", READ, this::list),
        Route.get("/v1/webhooks/{id}", READ, this::read),
        Route.patch("/v1/webhooks/{id}", WRITE, this::change),
        Route.delete("/v1/webhooks/{id}", WRITE, this::delete));
  }

  private static Reply types(Call call) {
    return Reply.json(
        200, Page.whole(Arrays.stream(Event.Type.values()).map(WebhookView::of).toList()));
  }

  private static Reply type(Call call) {
    String code = call.part("code");
    return Event.Type.of(code)
        .map(type -> Reply.json(200, WebhookView.of(type)))
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.NOT_FOUND,
                    "there is no event `%s`; GET /v1/webhooks/event-types lists them"
                        .formatted(Shown.of(code))));
  }

  private Reply create(Call call) throws InterruptedException {
    WebhookFields fields = WebhookFields.of(call, CREATION);
    var terms =
        new Webhook.Terms(
            fields.url(urls),
            fields.text("label", LONGEST_LABEL),
            fields.text("description", LONGEST_DESCRIPTION),
            fields.events());
    SigningSecret secret = fields.secret();
    fields.done();
    Instant now = now();
    var webhook =
        new Webhook(
            WebhookId.create(),
            Owner.of(call.caller()),
            terms,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            now,
            now);
    Secrets.Stored stored =
        db.inTx(
            tx -> {
              requireRoom(tx, webhook.owner());
              store.insert(tx, webhook);
              return secrets.add(tx, webhook.id(), secret, now);
            });
    return Reply.json(
            201, WebhookView.of(webhook, List.of(stored)).put("plain_secret", secret.text()))
        .with("Location", "/v1/webhooks/" + webhook.id());
  }

  private void requireRoom(Tx tx, Owner owner) {
    store.lockOwner(tx, owner);
    if (store.count(tx, owner) >= MOST_WEBHOOKS) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "there are %d webhooks already; delete one that is no longer used"
              .formatted(MOST_WEBHOOKS));
    }
  }

  private Reply list(Call call) {
    Owner owner = Owner.of(call.caller());
    ListRequest request = ListRequest.read(WebhookView.LISTING, owner.toString(), call::query);
    List<Webhook> webhooks = store.ofOwner(owner);
    List<ObjectNode> views =
        WebhookView.all(
            webhooks, secrets.ofOwners(webhooks.stream().map(Webhook::id).toList(), now()));
    return Reply.json(200, MemoryList.page(request, views).map(request::shown));
  }

  private Reply read(Call call) {
    return Reply.json(200, view(require(call)));
  }

  private Reply change(Call call) throws InterruptedException {
    WebhookId id = require(call).id();
    WebhookFields fields = WebhookFields.of(call, CHANGE);
    boolean rotate = fields.flag("rotate_secret", false);
    SigningSecret secret = fields.secret();
    Duration overlap =
        Duration.ofSeconds(fields.seconds("overlap_seconds", LONGEST_OVERLAP, USUAL_OVERLAP));
    Optional<Boolean> disable =
        fields.has("disabled") ? Optional.of(fields.flag("disabled", false)) : Optional.empty();
    Instant now = now();
    db.useTx(
        tx -> {
          Webhook before = store.findForUpdate(tx, id).orElseThrow(() -> none(id.toString()));
          Webhook.Terms terms = terms(fields, before.terms());
          fields.done();
          store.update(tx, id, terms, disabled(before, disable, now), now);
          if (rotate) {
            requireRoomForSecret(tx, id, overlap, now);
            secrets.retire(tx, id, now.plus(overlap), now);
            secrets.add(tx, id, secret, now);
          }
          if (disable.isPresent()) {
            lane.enqueueDue(tx, List.of(id.value()));
          }
        });
    ObjectNode view = view(require(call));
    return Reply.json(200, rotate ? view.put("plain_secret", secret.text()) : view);
  }

  private Webhook.Terms terms(WebhookFields fields, Webhook.Terms before) {
    return new Webhook.Terms(
        fields.has("url") ? fields.url(urls) : before.url(),
        fields.has("label") ? fields.text("label", LONGEST_LABEL) : before.label(),
        fields.has("description")
            ? fields.text("description", LONGEST_DESCRIPTION)
            : before.description(),
        fields.has("events") ? fields.events() : before.events());
  }

  private static Optional<Webhook.Disabled> disabled(
      Webhook before, Optional<Boolean> disable, Instant now) {
    if (disable.isEmpty()) {
      return before.disabled();
    }
    return disable.get()
        ? before
            .disabled()
            .or(() -> Optional.of(new Webhook.Disabled(now, Webhook.Reason.REQUESTED)))
        : Optional.empty();
  }

  private void requireRoomForSecret(Tx tx, WebhookId id, Duration overlap, Instant now) {
    if (!overlap.isZero() && secrets.count(tx, id, now) >= MOST_SECRETS) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "%d secrets are live already; wait until one ends, or rotate with `overlap_seconds` 0"
              .formatted(MOST_SECRETS));
    }
  }

  private Reply delete(Call call) {
    WebhookId id = require(call).id();
    db.useTx(
        tx -> {
          store.delete(tx, id);
          secrets.delete(tx, id);
          lane.enqueueDue(tx, List.of(id.value()));
        });
    return Reply.noContent();
  }

  private ObjectNode view(Webhook webhook) {
    return WebhookView.of(webhook, secrets.live(webhook.id(), now()).stored());
  }

  private Webhook require(Call call) {
    return require(store, Owner.of(call.caller()), call.part("id"));
  }

  static Webhook require(WebhookStore store, Owner owner, String id) {
    return WebhookId.parse(id)
        .flatMap(store::find)
        .filter(webhook -> webhook.owner().equals(owner))
        .orElseThrow(() -> none(id));
  }

  private static ApiException none(String id) {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no webhook `%s`".formatted(id));
  }

  /** As exact as it is shown, so that this answer and later ones agree. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
