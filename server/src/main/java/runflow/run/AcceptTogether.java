package runflow.run;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import runflow.billing.Account;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.money.Money;

/**
 * The transaction in which the runs of a batch are accepted, all of them or none. Batches of one
 * account come one after the other, so that those who wait for its lock hold no connection.
 */
final class AcceptTogether {
  private static final Batches.Settings BATCHES = new Batches.Settings("accept-batch", 1, 2);

  private final Db db;
  private final AcceptRuns acceptance;
  private final Idempotency idempotency;
  private final Batches<Members, Outcome> batches;

  AcceptTogether(Runs.Needs needs, AcceptRuns acceptance) {
    this.db = needs.db();
    this.acceptance = acceptance;
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.batches = new Batches<>(BATCHES, Members::account, this::commit);
  }

  /**
   * Runs of one account.
   *
   * @param candidates the first of them has the key of all
   * @param batch writes what they belong to; what it returns is answered, now and at a replay
   */
  record Members(
      BatchId id, List<AcceptRuns.Candidate> candidates, BiFunction<Tx, List<Run>, byte[]> batch) {
    Account account() {
      return candidates.getFirst().run().account();
    }

    Optional<Idempotency.Key> key() {
      return candidates.getFirst().key();
    }
  }

  /** What became of them. */
  sealed interface Outcome {}

  /** All are durable. */
  record Accepted(byte[] answer) implements Outcome {}

  /** None was written; what is left of money is what there is for all of them. */
  record Refused(AcceptRuns.Refused why) implements Outcome {}

  /** Accepts runs, or says why not; accepted runs are durable when this returns. */
  Outcome accept(Members members) throws InterruptedException {
    return batches.call(members);
  }

  private List<Outcome> commit(List<Members> one) {
    return one.stream().map(this::decide).toList();
  }

  private Outcome decide(Members members) {
    return db.inTx(
        tx -> {
          List<AcceptRuns.Outcome> outcomes = acceptance.judge(tx, members.candidates());
          List<AcceptRuns.Accepted> accepted = AcceptRuns.accepted(outcomes);
          for (AcceptRuns.Outcome outcome : outcomes) {
            if (outcome instanceof AcceptRuns.Refused refused) {
              return new Refused(beforeAll(refused, accepted));
            }
          }
          acceptance.write(tx, accepted);
          byte[] answer =
              members.batch().apply(tx, accepted.stream().map(AcceptRuns.Accepted::run).toList());
          idempotency.keep(
              tx,
              members.key().stream()
                  .map(key -> Idempotency.Kept.batch(members.id(), key, answer))
                  .toList());
          return new Accepted(answer);
        });
  }

  /** The same refusal, as it is before those that would have fitted. */
  private static AcceptRuns.Refused beforeAll(
      AcceptRuns.Refused refused, List<AcceptRuns.Accepted> fitting) {
    Money taken =
        fitting.stream().map(one -> one.run().pinned().price()).reduce(Money.ZERO, Money::plus);
    return switch (refused) {
      case AcceptRuns.Unaffordable(Money available) ->
          new AcceptRuns.Unaffordable(available.plus(taken));
      case AcceptRuns.OverCap(Money left) -> new AcceptRuns.OverCap(left.plus(taken));
      case AcceptRuns.KeyTaken keyTaken -> keyTaken;
    };
  }
}
