package runflow.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of runs. */
public record RunList(List<ListedRun> items, Optional<String> nextPq, Optional<String> prevPq) {
  static final RunList NONE = new RunList(List.of(), Optional.empty(), Optional.empty());

  /**
   * Where the runs that are still open, and the batch if it is, can be asked for again; empty if
   * nothing on the page can change.
   */
  public Optional<String> open(Optional<BatchSummary> batch) {
    String ids =
        items.stream()
            .filter(run -> !run.terminal())
            .map(ListedRun::id)
            .collect(Collectors.joining(","));
    boolean settled = ids.isEmpty() && batch.map(BatchSummary::terminal).orElse(true);
    String of = batch.map(found -> "&batch=" + Targets.part(found.id())).orElse("");
    return settled ? Optional.empty() : Optional.of(RunListPage.LIVE + "?ids=" + ids + of);
  }
}
