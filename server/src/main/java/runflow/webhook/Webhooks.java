package runflow.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import runflow.callback.Event;
import runflow.callback.Events;
import runflow.config.Config;
import runflow.config.ServerKey;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Route;
import runflow.id.OrgId;
import runflow.job.JobLane;
import runflow.job.Recurring;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.money.Money;
import runflow.outbound.GuardedClient;
import runflow.outbound.UrlPolicy;

/** The webhook feature put together: its routes, the job of its lane and where events go in. */
public final class Webhooks {
  private static final Duration SWEEP_PACE = Duration.ofMinutes(1);

  private final Needs needs;
  private final Listeners listeners;
  private final Secrets secrets;
  private final Redeliver redeliver;
  private final RetrySchedule schedule;
  private final EmitEvents emit;

  private Webhooks(Needs needs) {
    this.needs = needs;
    this.listeners = new Listeners(needs.db(), needs.clock());
    this.secrets = new Secrets(needs.db(), needs.serverKey());
    this.redeliver = new Redeliver(needs.lane(), needs.clock());
    this.schedule = new RetrySchedule(needs.settings().retries(), RandomGenerator.getDefault());
    this.emit = new EmitEvents(needs.db(), listeners, needs.lane(), needs.clock());
  }

  /**
   * What webhooks need from the rest of the server.
   *
   * @param client for webhooks alone, so that slow endpoints hold up nothing else
   * @param timeout how long one attempt may take in all
   */
  public record Needs(
      Db db,
      ServerKey serverKey,
      UrlPolicy urls,
      GuardedClient client,
      JobLane lane,
      Config.Webhooks settings,
      Duration timeout,
      InstantSource clock) {}

  public static Webhooks build(Needs needs) {
    return new Webhooks(needs);
  }

  /** Where features tell what happens. */
  public Events events() {
    return emit;
  }

  /**
   * Tells that the available balance of an account has fallen below its threshold, in the
   * transaction in which it did.
   */
  public void balanceLow(Tx tx, OrgId org, boolean livemode, Money available, Money threshold) {
    Instant now = needs.clock().instant();
    emit.emit(
        tx,
        List.of(
            new Event(
                Event.Type.BALANCE_LOW,
                org,
                livemode,
                org.toString(),
                Optional.empty(),
                () ->
                    Json.bytes(
                        Json.object()
                            .put("event", Event.Type.BALANCE_LOW.code())
                            .put("org_id", org.toString())
                            .put("livemode", livemode)
                            .put("available", available.decimal())
                            .put("low_balance_threshold", threshold.decimal())
                            .put("currency", "USD")
                            .put("created_at", Timestamp.text(now))))));
  }

  public List<Route> routes() {
    return Stream.of(
            new WebhookRoutes(needs, secrets).routes(),
            new DeliveryRoutes(needs, secrets, emit, redeliver, schedule.attempts()).routes(),
            new ListenerRoutes(needs, listeners, secrets).routes())
        .flatMap(List::stream)
        .toList();
  }

  /** Starts to send. */
  public void start() {
    var attempts = new RecordAttempts(needs.db(), emit, needs.settings().disableAfter());
    needs
        .lane()
        .start(
            new DeliverWebhook(needs, secrets, redeliver, attempts, schedule),
            Optional.of(
                new Recurring("sweep", SWEEP_PACE, new SweepWebhooks(needs, listeners, secrets))));
  }

  /** Answers requests that wait for events, so that a server that stops need not wait for them. */
  public void endWaits() {
    listeners.end();
  }
}
