package runflow.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.callback.Deliveries;
import runflow.callback.Event;
import runflow.callback.Events;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.money.Money;
import runflow.run.BatchMembers;
import runflow.run.BatchRuns;

/**
 * Counts the runs that end in the transaction that ends them, and ends a batch with its last run:
 * its callback and what webhooks are told are written in the same transaction. The lock of the
 * account, which that transaction holds, makes one run the last, on however many nodes.
 */
public final class EndBatches implements BatchMembers {
  private static final Logger log = LoggerFactory.getLogger(EndBatches.class);

  private final BatchStore store;
  private final BatchRuns runs;
  private final Deliveries deliveries;
  private final Events events;

  public EndBatches(Db db, BatchRuns runs, Deliveries deliveries, Events events) {
    this.store = new BatchStore(db);
    this.runs = runs;
    this.deliveries = deliveries;
    this.events = events;
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
    var payloads = new Payloads(tx, ended);
    deliveries.schedule(
        tx,
        ended.stream()
            .flatMap(
                batch ->
                    batch.order().callbackUrl().stream()
                        .map(url -> BatchCallback.delivery(batch, payloads.of(batch), url, true)))
            .toList());
    events.emit(tx, ended.stream().map(batch -> event(batch, payloads)).toList());
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

  private static Event event(Batch batch, Payloads payloads) {
    return new Event(
        Event.Type.of(BatchCallback.event(batch)).orElseThrow(),
        batch.account().org(),
        batch.account().livemode(),
        batch.order().requestId(),
        Optional.empty(),
        () -> payloads.of(batch));
  }

  /** What is told of batches that end together; their runs are read once, if anybody is told. */
  private final class Payloads {
    private final Tx tx;
    private final List<Batch> ended;
    private @Nullable Map<BatchId, List<BatchRuns.Member>> members;

    Payloads(Tx tx, List<Batch> ended) {
      this.tx = tx;
      this.ended = ended;
    }

    byte[] of(Batch batch) {
      if (members == null) {
        members =
            runs.ends(tx.sql(), ended.stream().map(Batch::id).toList()).stream()
                .collect(Collectors.groupingBy(BatchRuns.Member::batch));
      }
      return BatchCallback.payload(batch, members.getOrDefault(batch.id(), List.of()));
    }
  }
}
