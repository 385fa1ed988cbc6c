package runflow.provider.google;

import java.time.Duration;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.Terms;

/** What holds for all of Google's models. */
sealed interface GoogleProvider extends Provider, AutoCloseable
    permits VertexProvider, GeminiProvider, InteractionsProvider {
  Duration EXECUTION_TIME = Duration.ofMinutes(15);

  @Override
  default Terms terms() {
    return Terms.within(EXECUTION_TIME).rewritingBlocked(true);
  }

  /** Veo has no verb for it. */
  @Override
  default boolean cancel(String ref, CallLog calls) throws InterruptedException {
    return false;
  }

  @Override
  void close();
}
