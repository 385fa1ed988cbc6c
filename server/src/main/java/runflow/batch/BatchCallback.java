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

  /** The name of what has happened to a batch that has ended, e.g. {@code batch.succeeded}. */
  static String event(Batch batch) {
    return "batch." + status(batch);
  }

  /** The payload from the present state of a batch that has ended. */
  static byte[] payload(Batch batch, List<BatchRuns.Member> members) {
    return Json.bytes(of(batch, members));
  }

  /** A callback with a payload. */
  static NewDelivery delivery(Batch batch, byte[] payload, String url, boolean automatic) {
    return new NewDelivery(
        DeliveryId.create(),
        new CallbackSubject.OfBatch(batch.id()),
        batch.account().org(),
        url,
        batch.order().requestId(),
        payload,
        automatic);
  }

  private static BatchCallback of(Batch batch, List<BatchRuns.Member> members) {
    return new BatchCallback(
        event(batch),
        batch.id().toString(),
        status(batch),
        BatchOutput.of(batch, members),
        BatchView.durationMs(batch),
        Timestamp.text(batch.times().createdAt()),
        batch.times().completedAt().map(Timestamp::text).orElse(null),
        batch.order().metadata().map(RawJson::new).orElse(null));
  }

  private static String status(Batch batch) {
    return BatchOutput.spelled(BatchStore.code(batch.status()));
  }
}
