package runflow.batch;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.RunId;
import runflow.run.BatchRuns;
import runflow.run.Runs;

/**
 * Cancels every open run of a batch, all at the same time: what has not been handed to a provider
 * ends in a few shared transactions, before the places that it frees are worth anything.
 */
final class CancelBatch {
  private final Runs runs;

  CancelBatch(Runs runs) {
    this.runs = runs;
  }

  /**
   * Cancels those that are open.
   *
   * @return how many this call ended
   * @throws ApiException {@code CONFLICT} if the provider of one is being called for longer than
   *     ten seconds; the others are cancelled all the same
   */
  int cancel(List<BatchRuns.Member> members) throws InterruptedException {
    List<Callable<Boolean>> cancellations =
        members.stream()
            .filter(member -> !member.run().terminal())
            .map(member -> RunId.parse(member.run().id()).orElseThrow())
            .<Callable<Boolean>>map(id -> () -> runs.cancel(id))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int ended = 0;
      Optional<ApiException> refused = Optional.empty();
      for (Future<Boolean> cancellation : threads.invokeAll(cancellations)) {
        try {
          ended += cancellation.get() ? 1 : 0;
        } catch (ExecutionException e) {
          refused = Optional.of(refusal(e));
        }
      }
      if (refused.isPresent()) {
        throw refused.get();
      }
      return ended;
    }
  }

  private static ApiException refusal(ExecutionException failure) {
    return switch (failure.getCause()) {
      case ApiException refused when refused.code() == ErrorCode.CONFLICT ->
          new ApiException(
              ErrorCode.CONFLICT,
              "the provider of one of the batch's runs is being called just now; cancel the batch again shortly");
      case RuntimeException other -> throw other;
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
