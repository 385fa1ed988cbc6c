package runflow.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.error.FieldError;
import runflow.metric.ProviderMetrics;
import runflow.metric.ProviderMetrics.Call;
import runflow.metric.ProviderMetrics.Outcome;

/** A provider whose calls are counted and timed. */
public record MeteredProvider(Provider provider, ProviderMetrics metrics) implements Provider {
  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    try (var call = new Measured(Call.SUBMIT)) {
      ProviderResult.OfSubmit result = provider.submit(request, calls);
      call.outcome = outcome(result);
      return result;
    }
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    try (var call = new Measured(Call.POLL)) {
      ProviderResult.OfPoll result = provider.poll(ref, calls);
      call.outcome = outcome(result);
      return result;
    }
  }

  @Override
  public boolean cancel(String ref, CallLog calls) throws InterruptedException {
    try (var call = new Measured(Call.CANCEL)) {
      boolean confirmed = provider.cancel(ref, calls);
      call.outcome = confirmed ? Outcome.SUCCEEDED : Outcome.REJECTED;
      return confirmed;
    }
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    return provider.check(request);
  }

  @Override
  public Terms terms() {
    return provider.terms();
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return provider.ignored(request);
  }

  @Override
  public Optional<String> verify(CallLog calls) throws InterruptedException {
    return provider.verify(calls);
  }

  @Override
  public boolean sent(WebhookMessage message) throws InterruptedException {
    return provider.sent(message);
  }

  @Override
  public String lane(ProviderRequest request) {
    return provider.lane(request);
  }

  @Override
  public OptionalInt places(String lane) {
    return provider.places(lane);
  }

  private static Outcome outcome(ProviderResult result) {
    return switch (result) {
      case ProviderResult.Accepted accepted -> Outcome.ACCEPTED;
      case ProviderResult.Running running -> Outcome.RUNNING;
      case ProviderResult.Succeeded succeeded -> Outcome.SUCCEEDED;
      case ProviderResult.Rejected rejected -> Outcome.REJECTED;
      case ProviderResult.Retryable retryable -> Outcome.RETRYABLE;
      case ProviderResult.Unusable unusable -> Outcome.UNUSABLE;
      case ProviderResult.Lost lost -> Outcome.LOST;
    };
  }

  /** One call; broken unless an outcome is set. */
  private final class Measured implements AutoCloseable {
    private final Call call;
    private final long begun = System.nanoTime();
    private Outcome outcome = Outcome.BROKEN;

    Measured(Call call) {
      this.call = call;
    }

    @Override
    public void close() {
      metrics.called(provider.name(), call, outcome, Duration.ofNanos(System.nanoTime() - begun));
    }
  }
}
