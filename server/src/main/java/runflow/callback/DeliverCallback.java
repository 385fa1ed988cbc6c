package runflow.callback;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.ServerKey;
import runflow.db.Db;
import runflow.id.DeliveryId;
import runflow.job.Job;
import runflow.job.NextStep;
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

  private final Db db;
  private final DeliveryStore deliveries;
  private final SecretStore secrets;
  private final SecretBox box;
  private final GuardedClient client;
  private final Duration timeout;
  private final InstantSource clock;

  public DeliverCallback(
      Db db, ServerKey serverKey, GuardedClient client, Duration timeout, InstantSource clock) {
    this.db = db;
    this.deliveries = new DeliveryStore(db);
    this.secrets = new SecretStore(db);
    this.box = new SecretBox(serverKey);
    this.client = client;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    Optional<Delivery> pending =
        deliveries
            .find(new DeliveryId(id))
            .filter(delivery -> delivery.status() == Delivery.Status.PENDING);
    if (pending.isEmpty()) {
      return NextStep.done();
    }
    Delivery delivery = pending.get();
    List<StoredSecret> live = secrets.ofOrganisation(delivery.org());
    Instant start = clock.instant();
    return record(delivery, live, post(delivery, headers(delivery, live, start)));
  }

  /** A fault of ours counts as an attempt, or the delivery would be in flight for ever. */
  private PostResult post(Delivery delivery, Map<String, String> headers)
      throws InterruptedException {
    try {
      return client.post(URI.create(delivery.url()), headers, delivery.payload(), timeout);
    } catch (RuntimeException e) {
      log.error(
          "delivery {}: the attempt broke on our side and is recorded as failed", delivery.id(), e);
      return new PostResult.NoAnswer(
          Trouble.PROTOCOL, "the attempt broke on the server's side", Duration.ZERO);
    }
  }

  private Map<String, String> headers(Delivery delivery, List<StoredSecret> live, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Runflow-Request-Id", delivery.requestId());
    String webhookId = delivery.id().toString();
    long timestamp = now.getEpochSecond();
    headers.put("webhook-id", webhookId);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    if (!live.isEmpty()) {
      current(live)
          .map(this::open)
          .ifPresent(
              secret -> headers.put("Runflow-Signature", secret.bodySignature(delivery.payload())));
      headers.put(
          "webhook-signature",
          live.stream()
              .map(this::open)
              .map(secret -> secret.webhookSignature(webhookId, timestamp, delivery.payload()))
              .collect(Collectors.joining(" ")));
    }
    return headers;
  }

  private NextStep record(Delivery before, List<StoredSecret> live, PostResult result) {
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
    db.useTx(
        tx -> {
          if (deliveries.update(tx, after, before.attempts())) {
            deliveries.insertAttempt(tx, before.id(), attempt(number, result, now));
            signer.ifPresent(secret -> secrets.used(tx, secret.id(), now));
          }
        });
    log.info(
        "delivery {} of run {}: attempt {} {}",
        after.id(),
        after.run(),
        number,
        delivered ? "succeeded" : next.isPresent() ? "failed, will be repeated" : "failed, ended");
    return next.map(NextStep::again).orElseGet(NextStep::done);
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
