package runflow.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.callback.Deliveries;
import runflow.callback.NewDelivery;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.money.Money;
import runflow.run.BatchMembers;
import runflow.run.BatchRuns;

/**
 * Counts the runs that end in the transaction that ends them, and ends a batch with its last run:
 * its callback is written in the same transaction. The lock of the account, which that transaction
 * holds, makes one run the last, on however many nodes.
 */
public final class EndBatches implements BatchMembers {
  private static final Logger log = LoggerFactory.getLogger(EndBatches.class);

  private final BatchStore store;
  private final BatchRuns runs;
  private final Deliveries deliveries;

  public EndBatches(Db db, BatchRuns runs, Deliveries deliveries) {
    this.store = new BatchStore(db);
    this.runs = runs;
    this.deliveries = deliveries;
  }

  @Override
  public void ended(Tx tx, List<Ended> members) {
    Map<BatchId, List<Ended>> byBatch =
        members.stream().collect(Collectors.groupingBy(Ended::batch));
    List<BatchStore.Growth> growths =
        byBatch.entrySet().stream().map(batch -> growth(batch.getKey(), batch.getValue())).toList();
    List<Batch> ended = store.count(tx, growths);
    if (!ended.isEmpty()) {
      end(tx, ended);
    }
  }

  private static BatchStore.Growth growth(BatchId batch, List<Ended> members) {
    Map<End, Long> ends =
        members.stream().collect(Collectors.groupingBy(Ended::end, Collectors.counting()));
    return new BatchStore.Growth(
        batch,
        ends.getOrDefault(End.SUCCEEDED, 0L).intValue(),
        ends.getOrDefault(End.FAILED, 0L).intValue(),
        ends.getOrDefault(End.CANCELED, 0L).intValue(),
        members.stream().map(Ended::billed).reduce(Money.ZERO, Money::plus),
        members.stream().map(Ended::at).max(Instant::compareTo).orElseThrow());
  }

  /** The one place where batches end. */
  private void end(Tx tx, List<Batch> ended) {
    List<Batch> calledBack =
        ended.stream().filter(batch -> batch.order().callbackUrl().isPresent()).toList();
    if (!calledBack.isEmpty()) {
      deliveries.schedule(tx, callbacks(tx, calledBack));
    }
    tx.afterCommit(
        () ->
            ended.forEach(
                batch ->
                    log.info(
                        "batch {} → {}, billed {}",
                        batch.id(),
                        BatchStore.code(batch.status()),
                        batch.cost())));
  }

  private List<NewDelivery> callbacks(Tx tx, List<Batch> batches) {
    Map<BatchId, List<BatchRuns.Member>> members = new HashMap<>();
    runs.of(tx.sql(), batches.stream().map(Batch::id).toList())
        .forEach(
            member ->
                members.computeIfAbsent(member.batch(), fresh -> new ArrayList<>()).add(member));
    return batches.stream()
        .map(
            batch ->
                BatchCallback.delivery(
                    batch,
                    members.getOrDefault(batch.id(), List.of()),
                    batch.order().callbackUrl().orElseThrow(),
                    true))
        .toList();
  }
}
