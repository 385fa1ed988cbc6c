package runflow.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.callback.CallbackSubject;
import runflow.callback.NewDelivery;
import runflow.id.DeliveryId;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import runflow.run.BatchRuns;

/** The callback payload of a batch: that of a run with {@code batch_id} in place of the run's. */
record BatchCallback(
    String event,
    String batchId,
    String status,
    BatchOutput output,
    @Nullable Long durationMs,
    String createdAt,
    @Nullable String completedAt,
    @Nullable RawJson metadata) {

  /** A callback with a payload from the present state of a batch that has ended. */
  static NewDelivery delivery(
      Batch batch, List<BatchRuns.Member> members, String url, boolean automatic) {
    return new NewDelivery(
        DeliveryId.create(),
        new CallbackSubject.OfBatch(batch.id()),
        batch.account().org(),
        url,
        batch.order().requestId(),
        Json.bytes(of(batch, members)),
        automatic);
  }

  private static BatchCallback of(Batch batch, List<BatchRuns.Member> members) {
    String status = BatchOutput.spelled(BatchStore.code(batch.status()));
    return new BatchCallback(
        "batch." + status,
        batch.id().toString(),
        status,
        BatchOutput.of(batch, members),
        BatchView.durationMs(batch),
        Timestamp.text(batch.times().createdAt()),
        batch.times().completedAt().map(Timestamp::text).orElse(null),
        batch.order().metadata().map(RawJson::new).orElse(null));
  }
}
