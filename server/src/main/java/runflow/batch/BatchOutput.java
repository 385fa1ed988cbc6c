package runflow.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.run.BatchRuns;
import runflow.run.RunView;

/**
 * What a batch came to. It spells a cancelled run as callbacks do, with two l.
 *
 * @param items in the order of the batch
 */
record BatchOutput(List<Item> items, int succeeded, int failed, int cancelled, int total) {

  /** What one run came to. */
  record Item(
      int sequenceIndex,
      String runId,
      String status,
      @Nullable String clientRef,
      RunView.@Nullable Output output,
      RunView.@Nullable Problem error) {}

  static BatchOutput of(Batch batch, List<BatchRuns.Member> members) {
    Batch.Counts counts = batch.counts();
    return new BatchOutput(
        members.stream().map(BatchOutput::item).toList(),
        counts.succeeded(),
        counts.failed(),
        counts.canceled(),
        counts.total());
  }

  private static Item item(BatchRuns.Member member) {
    RunView.Body run = member.run();
    return new Item(
        member.index(),
        run.id(),
        spelled(run.statusCode()),
        run.clientRef(),
        run.output(),
        run.error());
  }

  /** A status as callbacks spell it. */
  static String spelled(String code) {
    return code.equals("canceled") ? "cancelled" : code;
  }
}
