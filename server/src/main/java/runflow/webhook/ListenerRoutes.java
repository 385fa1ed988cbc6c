package runflow.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import runflow.callback.Event;
import runflow.callback.SigningSecret;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.json.Json;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Programs that fetch events, such as {@code runflow listen}. */
final class ListenerRoutes {
  private static final Access READ = Access.with(Scope.WEBHOOKS_READ);
  private static final Access WRITE = Access.with(Scope.WEBHOOKS_WRITE);
  private static final int MOST_LISTENERS = 10;
  private static final int LONGEST_WAIT = 60;
  private static final int LARGEST_LIMIT = 100;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  private final Db db;
  private final WebhookStore webhooks;
  private final Listeners listeners;
  private final Secrets secrets;
  private final InstantSource clock;

  ListenerRoutes(Webhooks.Needs needs, Listeners listeners, Secrets secrets) {
    this.db = needs.db();
    this.webhooks = new WebhookStore(db);
    this.listeners = listeners;
    this.secrets = secrets;
    this.clock = needs.clock();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/event-listeners", WRITE, this::create),
        Route.get("/v1/event-listeners/{id}/events", READ, this::events),
        Route.delete("/v1/event-listeners/{listener}/events/{id}", WRITE, this::done),
        Route.delete("/v1/event-listeners/{id}", WRITE, this::delete));
  }

  private Reply create(Call call) throws InterruptedException {
    WebhookFields fields = WebhookFields.of(call, Set.of("events", "secret"));
    Set<Event.Type> wanted = fields.events();
    SigningSecret secret = fields.secret();
    fields.done();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var listener =
        new Listeners.Listener(
            WebhookId.create(), Owner.of(call.caller()), wanted, now, now.plus(Listeners.LIFE));
    Secrets.Stored stored =
        db.inTx(
            tx -> {
              webhooks.lockOwner(tx, listener.owner());
              if (listeners.count(tx, listener.owner()) >= MOST_LISTENERS) {
                throw new ApiException(
                    ErrorCode.CONFLICT,
                    "there are %d listeners already; end one, or wait a quarter of an hour until an abandoned one expires"
                        .formatted(MOST_LISTENERS));
              }
              listeners.insert(tx, listener);
              return secrets.add(tx, listener.id(), secret, now);
            });
    ObjectNode view =
        Json.object()
            .put("id", listener.id().toString())
            .put("org_id", listener.owner().org().toString())
            .put("livemode", listener.owner().livemode());
    WebhookView.putEvents(view, wanted);
    view.put("secret_fingerprint", stored.fingerprint())
        .put("plain_secret", secret.text())
        .put("created_at", Timestamp.text(listener.createdAt()))
        .put("expires_at", Timestamp.text(listener.expiresAt()));
    return Reply.json(201, view).with("Location", "/v1/event-listeners/" + listener.id());
  }

  private Reply events(Call call) throws InterruptedException {
    Listeners.Listener listener = require(call, "id");
    int most = number(call, "limit", 1, LARGEST_LIMIT, LARGEST_LIMIT);
    int seconds = number(call, "wait", 0, LONGEST_WAIT, 0);
    List<Listeners.Waiting> waiting = listeners.await(listener, most, Duration.ofSeconds(seconds));
    Instant now = clock.instant();
    Secrets.Live live = secrets.live(listener.id(), now);
    if (live.current().isEmpty()) {
      throw none(call.part("id"));
    }
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    for (Listeners.Waiting one : waiting) {
      ObjectNode item =
          items
              .addObject()
              .put("id", one.message().id())
              .put("event_type_code", one.eventType())
              .put("payload_bytes", new String(one.message().payload(), StandardCharsets.UTF_8))
              .put("created_at", Timestamp.text(one.createdAt()));
      ObjectNode headers = item.putObject("headers");
      live.headers(one.message(), now).forEach(headers::put);
    }
    return Reply.json(200, answer);
  }

  private Reply done(Call call) {
    Listeners.Listener listener = require(call, "listener");
    DeliveryId.parse(call.part("id")).ifPresent(id -> listeners.done(listener, id));
    return Reply.noContent();
  }

  private Reply delete(Call call) {
    WebhookId id = require(call, "id").id();
    db.useTx(
        tx -> {
          listeners.delete(tx, id);
          secrets.delete(tx, id);
        });
    return Reply.noContent();
  }

  private Listeners.Listener require(Call call, String part) {
    String id = call.part(part);
    return WebhookId.parse(id)
        .flatMap(parsed -> listeners.find(Owner.of(call.caller()), parsed))
        .orElseThrow(() -> none(id));
  }

  private static ApiException none(String id) {
    return new ApiException(
        ErrorCode.NOT_FOUND,
        "there is no event listener `%s`: one that is not asked for a quarter of an hour expires; make another"
            .formatted(id));
  }

  private static int number(Call call, String name, int least, int most, int otherwise) {
    Optional<String> text = call.query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    int number = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : -1;
    if (number < least || number > most) {
      String message =
          "`%s` must be a whole number from %d to %d, but was `%s`"
              .formatted(name, least, most, Shown.of(text.get()));
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          message,
          List.of(new FieldError(List.of("query", name), message, "invalid")));
    }
    return number;
  }
}
