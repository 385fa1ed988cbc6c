package runflow.run;

import java.time.Instant;
import java.util.Optional;
import runflow.billing.Account;
import runflow.id.BatchId;
import runflow.id.KeyId;
import runflow.id.RunId;
import runflow.money.Money;

/**
 * A run as its row says: who ordered what, what was pinned at that moment, where it stands.
 *
 * @param rewrittenPrompt what its prompt was rewritten to after it was blocked
 * @param billed what it cost in the end; empty while it is open
 */
record Run(
    RunId id,
    Account account,
    KeyId key,
    Order order,
    Pinned pinned,
    RunState state,
    Timeline timeline,
    Optional<String> rewrittenPrompt,
    Optional<Money> billed) {

  /**
   * What the caller asked for.
   *
   * @param input accepted JSON with defaults filled in
   * @param metadata JSON exactly as received
   * @param source where the order came from, e.g. {@code api}
   * @param membership the batch that it was ordered in; empty if it was ordered alone
   */
  record Order(
      String model,
      String input,
      Optional<String> metadata,
      Optional<String> clientRef,
      Optional<String> callbackUrl,
      String requestId,
      String source,
      Optional<Membership> membership) {}

  /** A place in a batch, from 0. */
  record Membership(BatchId batch, int index) {}

  /**
   * What later changes of catalog, routes or prices do not touch.
   *
   * @param lane the provider's name of what shares its places
   * @param costBreakdown JSON
   */
  record Pinned(
      String modelVersion,
      String provider,
      String route,
      String lane,
      Money price,
      String costBreakdown) {}

  /**
   * When things happened and must have happened.
   *
   * @param deadlineAt when the sweeper ends the run in its present state
   * @param callerDeadlineAt what {@code deadline_seconds} asked for
   */
  record Timeline(
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> completedAt,
      Instant deadlineAt,
      Optional<Instant> callerDeadlineAt) {}

  boolean closed() {
    return state instanceof RunState.Closed;
  }

  Lane lane() {
    return new Lane(account, pinned.provider(), pinned.lane());
  }

  /** Whether the deadline of its present state has passed. */
  boolean overdue(Instant now) {
    return timeline.deadlineAt().isBefore(now);
  }

  /** The price while the run is open, what was billed once it is closed. */
  Money cost() {
    return billed.orElse(pinned.price());
  }

  /** The same run in another state. */
  Run in(RunState other) {
    return new Run(id, account, key, order, pinned, other, timeline, rewrittenPrompt, billed);
  }

  /** The same run as it is once it has ended. */
  Run ended(RunState.Closed end, Money cost, Instant at) {
    var times =
        new Timeline(
            timeline.createdAt(),
            timeline.startedAt(),
            Optional.of(at),
            timeline.deadlineAt(),
            timeline.callerDeadlineAt());
    return new Run(id, account, key, order, pinned, end, times, rewrittenPrompt, Optional.of(cost));
  }
}
