package runflow.callback;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import runflow.config.ServerKey;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.OrgId;
import runflow.id.SecretId;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.MemoryList;
import runflow.list.Order;
import runflow.list.Projection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signing secrets of an organisation. A new one becomes current; older ones stay live, so receivers
 * can move over before the old one is deleted.
 */
public final class SecretRoutes {
  private static final int LONGEST_LABEL = 255;
  private static final int MOST_SECRETS = 10;

  private static final Field ID = Field.uuid("id").sorts();
  private static final Listing LISTING =
      new Listing(
          "callback-secrets",
          List.of(
              ID,
              Field.text("label").sorts(),
              Field.text("key_prefix"),
              Field.flag("is_current"),
              Field.time("last_used_at").sorts(),
              Field.time("created_at").sorts(),
              Field.time("updated_at").sorts()),
          List.of(Order.descending(ID)),
          Projection.of(
              "id",
              "org_id",
              "label",
              "key_prefix",
              "is_current",
              "disabled_at",
              "last_used_at",
              "created_at",
              "updated_at"),
          List.of());

  private final Db db;
  private final SecretStore store;
  private final SecretBox box;
  private final InstantSource clock;

  public SecretRoutes(Db db, ServerKey serverKey, InstantSource clock) {
    this.db = db;
    this.store = new SecretStore(db);
    this.box = new SecretBox(serverKey);
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/callback-secrets", Access.with(Scope.WEBHOOKS_WRITE), this::create),
        Route.get("/v1/callback-secrets", Access.with(Scope.WEBHOOKS_READ), this::list),
        Route.get("/v1/callback-secrets/{id}", Access.with(Scope.WEBHOOKS_READ), this::read),
        Route.patch("/v1/callback-secrets/{id}", Access.with(Scope.WEBHOOKS_WRITE), this::change),
        Route.delete("/v1/callback-secrets/{id}", Access.with(Scope.WEBHOOKS_WRITE), this::delete));
  }

  private Reply create(Call call) throws InterruptedException {
    String label = label(body(call)).orElse("");
    OrgId org = call.caller().org();
    SigningSecret secret = SigningSecret.create();
    SecretId id = SecretId.create();
    // As exact as it is shown, so that this answer and later ones agree.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var stored =
        new StoredSecret(
            id,
            org,
            label,
            secret.shownPrefix(),
            box.seal(id, secret),
            true,
            Optional.empty(),
            now,
            now);
    db.useTx(
        tx -> {
          store.lock(tx, org);
          if (store.count(tx, org) >= MOST_SECRETS) {
            throw invalid(
                "label",
                "there are %d secrets already; delete one that is no longer used"
                    .formatted(MOST_SECRETS),
                "max_items");
          }
          store.clearCurrent(tx, org);
          store.insert(tx, stored);
        });
    return Reply.json(201, view(stored).put("plain_secret", secret.text()))
        .with("Location", "/v1/callback-secrets/" + id);
  }

  private Reply list(Call call) {
    OrgId org = call.caller().org();
    ListRequest request = ListRequest.read(LISTING, org.toString(), call::query);
    List<ObjectNode> secrets = store.ofOrganisation(org).stream().map(SecretRoutes::view).toList();
    return Reply.json(200, MemoryList.page(request, secrets).map(request::shown));
  }

  private Reply read(Call call) {
    return Reply.json(200, view(require(call.caller().org(), call.part("id"))));
  }

  private Reply change(Call call) throws InterruptedException {
    OrgId org = call.caller().org();
    SecretId id = require(org, call.part("id")).id();
    JsonNode body = body(call);
    Optional<String> label = label(body);
    JsonNode current = body.path("is_current");
    if (!current.isMissingNode() && !(current.isBoolean() && current.booleanValue())) {
      throw invalid(
          "is_current",
          "`is_current` can only be set to true; promote another secret to replace this one",
          "const");
    }
    db.useTx(
        tx -> {
          store.lock(tx, org);
          label.ifPresent(text -> store.relabel(tx, org, id, text, clock.instant()));
          if (current.isBoolean()) {
            store.clearCurrent(tx, org);
            if (!store.makeCurrent(tx, org, id, clock.instant())) {
              throw notFound(id.toString());
            }
          }
        });
    return Reply.json(200, view(require(org, id.toString())));
  }

  private Reply delete(Call call) {
    OrgId org = call.caller().org();
    SecretId id = require(org, call.part("id")).id();
    db.useTx(
        tx -> {
          store.lock(tx, org);
          store.delete(tx, org, id);
          store.ensureCurrent(tx, org, clock.instant());
        });
    return Reply.noContent();
  }

  private StoredSecret require(OrgId org, String id) {
    return SecretId.parse(id)
        .flatMap(parsed -> store.find(org, parsed))
        .orElseThrow(() -> notFound(id));
  }

  private static ApiException notFound(String id) {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no callback secret `%s`".formatted(id));
  }

  private static JsonNode body(Call call) throws InterruptedException {
    byte[] bytes = call.json();
    JsonNode body = bytes.length == 0 ? Json.object() : Json.tree(bytes);
    if (!body.isObject()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }
    return body;
  }

  private static Optional<String> label(JsonNode body) {
    JsonNode label = body.path("label");
    if (label.isMissingNode() || label.isNull()) {
      return Optional.empty();
    }
    if (!label.isString()
        || label.stringValue().length() > LONGEST_LABEL
        || !Json.storable(label.stringValue())) {
      throw invalid(
          "label",
          "`label` must be a text of at most 255 characters without U+0000 or half a surrogate pair",
          "max_length");
    }
    return Optional.of(label.stringValue());
  }

  private static ApiException invalid(String field, String message, String type) {
    return ApiException.invalid(List.of(new FieldError(List.of(field), message, type)));
  }

  private static ObjectNode view(StoredSecret secret) {
    return Json.object()
        .put("id", secret.id().toString())
        .put("org_id", secret.org().toString())
        .put("label", secret.label())
        .put("key_prefix", secret.keyPrefix())
        .put("is_current", secret.current())
        .putNull("disabled_at")
        .put("last_used_at", secret.lastUsedAt().map(Timestamp::text).orElse(null))
        .put("created_at", Timestamp.text(secret.createdAt()))
        .put("updated_at", Timestamp.text(secret.updatedAt()));
  }
}
