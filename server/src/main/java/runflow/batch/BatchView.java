package runflow.batch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.http.PublicUrl;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import runflow.list.Projection;
import runflow.run.BatchRuns;
import runflow.run.RunView;

/** Batches as the API shows them; every field is always present. */
final class BatchView {
  static final Projection LISTED = Projection.of(Listed.class);

  private final PublicUrl publicUrl;

  BatchView(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /**
   * A batch without what belongs to its runs.
   *
   * @param startedAt when the first of its runs was handed to its provider
   */
  record Listed(
      String id,
      String statusCode,
      boolean terminal,
      String model,
      String targetType,
      String targetTypeCode,
      String orgId,
      boolean livemode,
      int itemsTotal,
      int itemsSucceeded,
      int itemsFailed,
      int itemsCancelled,
      @Nullable RawJson metadata,
      @Nullable String callbackUrl,
      String cost,
      @Nullable Long durationMs,
      String createdAt,
      @Nullable String startedAt,
      @Nullable String completedAt,
      String createdBy,
      String requestId,
      String sourceCode,
      Links links) {}

  /** A batch as it is read alone. */
  record Detail(
      @JsonUnwrapped Listed batch,
      List<RawJson> input,
      @Nullable BatchOutput output,
      List<LeanItem> items) {}

  /** Where a batch and what belongs to it can be asked for. */
  record Links(
      String self,
      String items,
      String runs,
      @Nullable String callback,
      @Nullable String cancellation) {}

  /** What polling needs of a run. */
  record LeanItem(
      String id, int sequenceIndex, String runId, String statusCode, @Nullable String clientRef) {}

  /** Everything about a run of a batch. Its id is the run's. */
  record Item(
      String id,
      String batchId,
      int sequenceIndex,
      String runId,
      String createdAt,
      @Nullable String clientRef,
      String statusCode,
      RawJson input,
      String cost,
      RunView.@Nullable Output output,
      RunView.@Nullable Problem error,
      @Nullable String startedAt,
      @Nullable String completedAt,
      RunView.Body run) {}

  Listed of(Batch batch) {
    Batch.Counts counts = batch.counts();
    Batch.Times times = batch.times();
    return new Listed(
        batch.id().toString(),
        BatchStore.code(batch.status()),
        batch.terminal(),
        batch.order().model(),
        "model",
        "model",
        batch.account().org().toString(),
        batch.account().livemode(),
        counts.total(),
        counts.succeeded(),
        counts.failed(),
        counts.canceled(),
        batch.order().metadata().map(RawJson::new).orElse(null),
        batch.order().callbackUrl().orElse(null),
        batch.cost().decimal(),
        durationMs(batch),
        Timestamp.text(times.createdAt()),
        times.startedAt().map(Timestamp::text).orElse(null),
        times.completedAt().map(Timestamp::text).orElse(null),
        batch.key().toString(),
        batch.order().requestId(),
        batch.order().source(),
        links(batch));
  }

  Detail of(Batch batch, List<BatchRuns.Member> members) {
    return new Detail(
        of(batch),
        members.stream().map(member -> member.run().input()).toList(),
        batch.terminal() ? BatchOutput.of(batch, members) : null,
        members.stream().map(BatchView::lean).toList());
  }

  /** From creation to the end; null while it is open. */
  static @Nullable Long durationMs(Batch batch) {
    return batch
        .times()
        .completedAt()
        .map(end -> Duration.between(batch.times().createdAt(), end).toMillis())
        .orElse(null);
  }

  private static LeanItem lean(BatchRuns.Member member) {
    RunView.Body run = member.run();
    return new LeanItem(run.id(), member.index(), run.id(), run.statusCode(), run.clientRef());
  }

  static Item item(BatchRuns.Member member) {
    RunView.Body run = member.run();
    return new Item(
        run.id(),
        member.batch().toString(),
        member.index(),
        run.id(),
        run.createdAt(),
        run.clientRef(),
        run.statusCode(),
        run.input(),
        run.cost(),
        run.output(),
        run.error(),
        run.startedAt(),
        run.completedAt(),
        run);
  }

  private Links links(Batch batch) {
    String self = publicUrl.of("/v1/batches/" + batch.id());
    return new Links(
        self,
        self + "/items",
        publicUrl.of("/v1/runs?q=batch_id:" + batch.id()),
        batch.order().callbackUrl().isPresent() ? self + "/callback" : null,
        batch.terminal() ? null : self + "/cancellation");
  }
}
