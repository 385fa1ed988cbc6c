package runflow.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.callback.SignedMessage;
import runflow.db.Db;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.job.Job;
import runflow.job.JobLane;
import runflow.job.NextStep;
import runflow.outbound.GuardedClient;
import runflow.outbound.PostResult;
import runflow.outbound.Trouble;

/**
 * The job of one endpoint: sends what is due, a few at a time, and comes back when the next is due.
 * However much waits for an endpoint, it is one job on one node, so that no endpoint takes another
 * one's turn; one that has not answered well for a minute is tried with one message at a time.
 *
 * <p>The job leaves the lane when nothing is due. Whoever writes a delivery holds a shared lock of
 * the endpoint's row until its commit; the last look takes the row for itself. So the look either
 * sees the delivery, or the delivery's transaction sees that the job is gone and writes it anew.
 */
final class DeliverWebhook implements Job {
  private static final Logger log = LoggerFactory.getLogger(DeliverWebhook.class);

  /** Messages that are loaded at once. */
  private static final int WINDOW = 64;

  /** Attempts at one endpoint at a time. */
  private static final int AT_ONCE = 8;

  private static final int GIVEN_UP_AT_ONCE = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** How often an endpoint that is slow is looked at for what has become due meanwhile. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Db db;
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final Secrets secrets;
  private final Redeliver redeliver;
  private final RecordAttempts attempts;
  private final RetrySchedule schedule;
  private final GuardedClient client;
  private final Duration timeout;
  private final JobLane lane;
  private final InstantSource clock;

  DeliverWebhook(
      Webhooks.Needs needs,
      Secrets secrets,
      Redeliver redeliver,
      RecordAttempts attempts,
      RetrySchedule schedule) {
    this.db = needs.db();
    this.webhooks = new WebhookStore(db);
    this.deliveries = new DeliveryStore(db);
    this.secrets = secrets;
    this.redeliver = redeliver;
    this.attempts = attempts;
    this.schedule = schedule;
    this.client = needs.client();
    this.timeout = needs.timeout();
    this.lane = needs.lane();
    this.clock = needs.clock();
  }

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    var webhookId = new WebhookId(id);
    Optional<Webhook> webhook = webhooks.find(webhookId);
    if (webhook.isEmpty() || webhook.get().disabled().isPresent()) {
      return giveUp(webhookId, webhook);
    }
    Instant now = clock.instant();
    boolean failing = webhook.get().failingSince().filter(now.minus(PATIENCE)::isAfter).isPresent();
    List<Delivery> due = deliveries.due(webhookId, now, failing ? 1 : WINDOW);
    if (due.isEmpty()) {
      return rest(webhookId);
    }
    Secrets.Live live = secrets.live(webhookId, now);
    if (live.current().isEmpty()) {
      // It was deleted since it was read: the next look finds that, and nothing goes out unsigned.
      return NextStep.again(clock.instant().plus(PAUSE));
    }
    send(new Sending(webhook.get(), live, now.plus(timeout), failing), due);
    return failing ? NextStep.again(clock.instant().plus(PAUSE)) : rest(webhookId);
  }

  private NextStep giveUp(WebhookId id, Optional<Webhook> webhook) {
    var why =
        webhook.isEmpty()
            ? new Delivery.Failure("webhook_deleted", "the webhook was deleted")
            : new Delivery.Failure("webhook_disabled", "the webhook was disabled");
    boolean more =
        deliveries.giveUp(id, why, clock.instant(), GIVEN_UP_AT_ONCE) == GIVEN_UP_AT_ONCE;
    return more ? NextStep.again(clock.instant()) : rest(id);
  }

  /** Leaves the lane until something is due. */
  private NextStep rest(WebhookId id) {
    return db.inTx(
        tx -> {
          boolean enabled = webhooks.lockForLastLook(tx, id);
          if (!enabled) {
            redeliver.forget(tx, id);
          }
          Instant now = clock.instant();
          Optional<Instant> next = deliveries.nextDue(tx, id);
          if (next.filter(at -> !enabled || !at.isAfter(now)).isPresent()
              || (enabled && redeliver.addSome(tx, id))) {
            return NextStep.again(now);
          }
          lane.leave(tx, id.value());
          next.ifPresent(at -> lane.enqueue(tx, List.of(id.value()), at));
          return NextStep.left();
        });
  }

  /**
   * What is the same for all attempts of a step.
   *
   * @param end after which no new attempt begins
   * @param alone whether what becomes due meanwhile has to wait
   */
  private record Sending(Webhook webhook, Secrets.Live live, Instant end, boolean alone) {}

  /** Makes attempts until nothing is due or the step's time is over. */
  private void send(Sending sending, List<Delivery> due) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        send(sending, new ArrayDeque<>(due), new ExecutorCompletionService<>(threads));
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "an attempt at webhook " + sending.webhook().id() + " broke", e);
      }
    }
  }

  private void send(
      Sending sending, Deque<Delivery> waiting, ExecutorCompletionService<DeliveryId> attempting)
      throws InterruptedException, ExecutionException {
    Set<DeliveryId> begun = new HashSet<>();
    while (!waiting.isEmpty() || !begun.isEmpty()) {
      while (begun.size() < AT_ONCE && !waiting.isEmpty()) {
        Delivery next = waiting.remove();
        begun.add(next.id());
        attempting.submit(() -> attempt(sending, next));
      }
      Future<DeliveryId> ended = attempting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (ended != null) {
        begun.remove(ended.get());
      } else if (waiting.isEmpty() && !sending.alone()) {
        deliveries.due(sending.webhook().id(), clock.instant(), WINDOW).stream()
            .filter(delivery -> !begun.contains(delivery.id()))
            .forEach(waiting::add);
      }
      if (clock.instant().isAfter(sending.end())) {
        waiting.clear();
      }
    }
  }

  private DeliveryId attempt(Sending sending, Delivery delivery) throws InterruptedException {
    Webhook webhook = sending.webhook();
    var message =
        new SignedMessage(delivery.id().toString(), delivery.requestId(), delivery.payload());
    PostResult result = post(sending, message);
    Instant now = clock.instant();
    int number = delivery.progress().attempts() + 1;
    Optional<Delivery.Failure> failure = Attempt.failure(result);
    Optional<Instant> next =
        failure.isEmpty() || Attempt.gone(result)
            ? Optional.empty()
            : schedule.waitAfter(number).map(now::plus);
    var progress =
        new Delivery.Progress(
            failure.isEmpty()
                ? Delivery.Status.SUCCEEDED
                : next.isPresent() ? Delivery.Status.PENDING : Delivery.Status.FAILED,
            sending.live().current().map(Secrets.Stored::id),
            failure,
            number,
            next,
            now,
            next.isPresent() ? Optional.empty() : Optional.of(now));
    attempts.record(
        new RecordAttempts.Made(delivery.with(progress), Attempt.of(delivery, result, next, now)));
    log.info(
        "webhook {}: delivery {} of {}, attempt {} {}",
        webhook.id(),
        delivery.id(),
        delivery.eventType(),
        number,
        failure.isEmpty()
            ? "succeeded"
            : next.map(at -> "failed, will be repeated at " + at).orElse("failed, ended"));
    return delivery.id();
  }

  /** A fault of ours counts as an attempt, or the delivery would be due for ever. */
  private PostResult post(Sending sending, SignedMessage message) throws InterruptedException {
    try {
      return client.post(
          sending.webhook().owner().org(),
          URI.create(sending.webhook().terms().url()),
          sending.live().headers(message, clock.instant()),
          message.payload(),
          timeout);
    } catch (RuntimeException e) {
      log.error(
          "webhook delivery {}: the attempt broke on our side and is recorded as failed",
          message.id(),
          e);
      return new PostResult.NoAnswer(
          Trouble.PROTOCOL, "the attempt broke on the server's side", Duration.ZERO);
    }
  }
}
