package runflow.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page of runs. */
public record RunList(List<ListedRun> items, @Nullable String nextPq, @Nullable String prevPq) {
  static final RunList NONE = new RunList(List.of(), null, null);

  /** Where the runs that are still open can be asked for; empty if none is. */
  public Optional<String> open(String batch) {
    String ids =
        items.stream()
            .filter(run -> !run.terminal())
            .map(ListedRun::id)
            .collect(Collectors.joining(","));
    String of = batch.isEmpty() ? "" : "&batch=" + Targets.part(batch);
    return ids.isEmpty() ? Optional.empty() : Optional.of(RunListPage.LIVE + "?ids=" + ids + of);
  }
}
