package runflow.provider.google;

import java.time.Duration;
import java.util.OptionalInt;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.WebhookMessage;

/** What holds for all of Google's models. */
sealed interface GoogleProvider extends Provider, AutoCloseable
    permits VertexProvider, GeminiProvider, InteractionsProvider {
  @Override
  default boolean rewritesBlocked() {
    return true;
  }

  @Override
  default boolean submitsOnce() {
    return false;
  }

  @Override
  default String lane(ProviderRequest request) {
    return request.model();
  }

  @Override
  default OptionalInt places(String lane) {
    return OptionalInt.empty();
  }

  @Override
  default Duration executionTime() {
    return Duration.ofMinutes(15);
  }

  @Override
  default boolean cancelsForFree() {
    return false;
  }

  /** Veo has no verb for it. */
  @Override
  default boolean cancel(String ref, CallLog calls) throws InterruptedException {
    return false;
  }

  @Override
  default boolean sent(WebhookMessage message) {
    return false;
  }

  @Override
  void close();
}
