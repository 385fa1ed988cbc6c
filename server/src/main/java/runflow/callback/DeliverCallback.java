package runflow.callback;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.ServerKey;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.job.Job;
import runflow.job.NextStep;
import runflow.metric.CallbackMetrics;
import runflow.outbound.GuardedClient;
import runflow.outbound.PostResult;
import runflow.outbound.Trouble;

/**
 * The job of one delivery: post the frozen payload, record the attempt, and end or come back as the
 * retry schedule says. No transaction is open during the post; a crash between post and record
 * repeats the attempt under the same {@code webhook-id}.
 */
public final class DeliverCallback implements Job {
  private static final Logger log = LoggerFactory.getLogger(DeliverCallback.class);

  private static final Batches.Settings LOADS = new Batches.Settings("deliveries", 256, 2);

  private final DeliveryStore deliveries;
  private final SecretStore secrets;
  private final Batches<DeliveryId, Optional<Due>> loads;
  private final RecordAttempts attempts;
  private final SecretBox box;
  private final GuardedClient client;
  private final Duration timeout;
  private final CallbackMetrics metrics;
  private final InstantSource clock;

  /**
   * What bounds and watches attempts.
   *
   * @param timeout how long one may take in all
   */
  public record Watch(Duration timeout, CallbackMetrics metrics, InstantSource clock) {}

  public DeliverCallback(Db db, ServerKey serverKey, GuardedClient client, Watch watch) {
    this.deliveries = new DeliveryStore(db);
    this.secrets = new SecretStore(db);
    this.loads = new Batches<>(LOADS, id -> id, this::load);
    this.attempts = new RecordAttempts(db);
    this.box = new SecretBox(serverKey);
    this.client = client;
    this.timeout = watch.timeout();
    this.metrics = watch.metrics();
    this.clock = watch.clock();
  }

  /** A delivery that is to be attempted, and its organisation's secrets, newest first. */
  private record Due(Delivery delivery, List<StoredSecret> secrets) {}

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    Optional<Due> due = loads.call(new DeliveryId(id));
    if (due.isEmpty()) {
      return NextStep.done();
    }
    Delivery delivery = due.get().delivery();
    List<StoredSecret> live = due.get().secrets();
    return record(delivery, live, post(delivery, headers(delivery, live, clock.instant())));
  }

  private List<Optional<Due>> load(List<DeliveryId> ids) {
    Map<DeliveryId, Delivery> pending =
        deliveries.pending(ids).stream().collect(Collectors.toMap(Delivery::id, found -> found));
    Map<OrgId, List<StoredSecret>> live =
        secrets.ofOrganisations(
            pending.values().stream().map(Delivery::org).collect(Collectors.toSet()));
    return ids.stream()
        .map(id -> Optional.ofNullable(pending.get(id)))
        .map(
            found ->
                found.map(
                    delivery -> new Due(delivery, live.getOrDefault(delivery.org(), List.of()))))
        .toList();
  }

  /** A fault of ours counts as an attempt, or the delivery would be in flight for ever. */
  private PostResult post(Delivery delivery, Map<String, String> headers)
      throws InterruptedException {
    try {
      return client.post(
          delivery.org(), URI.create(delivery.url()), headers, delivery.payload(), timeout);
    } catch (RuntimeException e) {
      log.error(
          "delivery {}: the attempt broke on our side and is recorded as failed", delivery.id(), e);
      return new PostResult.NoAnswer(
          Trouble.PROTOCOL, "the attempt broke on the server's side", Duration.ZERO);
    }
  }

  private Map<String, String> headers(Delivery delivery, List<StoredSecret> live, Instant now) {
    List<SigningSecret> opened = live.stream().map(this::open).toList();
    Optional<SigningSecret> current =
        IntStream.range(0, live.size())
            .filter(i -> live.get(i).current())
            .mapToObj(opened::get)
            .findFirst();
    return new SignedMessage(delivery.id().toString(), delivery.requestId(), delivery.payload())
        .headers(now, current, opened);
  }

  private NextStep record(Delivery before, List<StoredSecret> live, PostResult result)
      throws InterruptedException {
    Instant now = clock.instant();
    int number = before.attempts() + 1;
    Optional<Instant> next = RetrySchedule.waitAfter(number, result).map(now::plus);
    boolean delivered =
        result instanceof PostResult.Answered answered
            && answered.status() >= 200
            && answered.status() < 300;
    Optional<StoredSecret> signer = current(live);
    Delivery after =
        before.after(
            number,
            now,
            signer.map(secret -> secret.id().value()),
            delivered ? Optional.empty() : Optional.of(failure(result)),
            next);
    boolean recorded =
        attempts.record(
            new RecordAttempts.Made(
                after, attempt(number, result, now), signer.map(StoredSecret::id)));
    measure(result, recorded && next.isEmpty(), delivered);
    if (!recorded) {
      return asRecorded(after.id());
    }
    log.info(
        "delivery {} of {}: attempt {} {}",
        after.id(),
        after.subject(),
        number,
        delivered ? "succeeded" : next.isPresent() ? "failed, will be repeated" : "failed, ended");
    return next.map(NextStep::again).orElseGet(NextStep::done);
  }

  /**
   * How the delivery goes on by what another attempt of the same number has left, whatever this one
   * came to: it was made twice, as by a node that came back from an outage and by the one that took
   * over.
   */
  private NextStep asRecorded(DeliveryId id) {
    Optional<Instant> next = deliveries.find(id).flatMap(Delivery::nextAttemptAt);
    log.info("delivery {}: an attempt was recorded meanwhile and counts instead", id);
    return next.map(NextStep::again).orElseGet(NextStep::done);
  }

  private void measure(PostResult result, boolean ended, boolean delivered) {
    switch (result) {
      case PostResult.Answered answered ->
          metrics.attempted(CallbackMetrics.Outcome.ofStatus(answered.status()), answered.took());
      case PostResult.NoAnswer noAnswer ->
          metrics.attempted(
              noAnswer.kind() == Trouble.REFUSED_BY_POLICY
                  ? CallbackMetrics.Outcome.FORBIDDEN
                  : CallbackMetrics.Outcome.NO_ANSWER,
              noAnswer.took());
    }
    if (ended) {
      metrics.ended(delivered);
    }
  }

  private static Optional<StoredSecret> current(List<StoredSecret> live) {
    return live.stream().filter(StoredSecret::current).findFirst();
  }

  private SigningSecret open(StoredSecret secret) {
    return box.open(secret.id(), secret.ciphertext());
  }

  private static Delivery.Failure failure(PostResult result) {
    return switch (result) {
      case PostResult.Answered answered ->
          new Delivery.Failure(
              "http_status", "the receiver answered %d".formatted(answered.status()));
      case PostResult.NoAnswer noAnswer ->
          new Delivery.Failure(noAnswer.kind().name().toLowerCase(Locale.ROOT), noAnswer.message());
    };
  }

  private static Attempt attempt(int number, PostResult result, Instant now) {
    return switch (result) {
      case PostResult.Answered answered ->
          new Attempt(
              number,
              OptionalInt.of(answered.status()),
              // PostgreSQL's text has no U+0000.
              Optional.of(answered.bodyExcerpt().replace('\0', '\uFFFD')),
              answered.took(),
              Optional.empty(),
              now);
      case PostResult.NoAnswer noAnswer ->
          new Attempt(
              number,
              OptionalInt.empty(),
              Optional.empty(),
              noAnswer.took(),
              Optional.of(noAnswer.message()),
              now);
    };
  }
}
