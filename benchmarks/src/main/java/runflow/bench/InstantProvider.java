package runflow.bench;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import runflow.error.FieldError;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.Terms;

/**
 * A hosted provider without any latency. A run's metadata say what becomes of it ({@link
 * Requests.Fate}). The seed of a result is the {@link System#nanoTime} of the call: it reaches
 * whoever measures through the callback.
 */
final class InstantProvider implements Provider {
  static final String NAME = "vertex";
  private static final Duration LONG = Duration.ofHours(2);
  private static final byte[] CLIP = new byte[4096];

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    return List.of();
  }

  @Override
  public Terms terms() {
    return Terms.within(LONG).cancellingForFree(true);
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return List.of();
  }

  @Override
  public Optional<String> verify(CallLog calls) {
    return Optional.empty();
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    long called = System.nanoTime();
    String fate =
        request.metadata().map(metadata -> metadata.path("fate").asString()).orElse("SUCCEED");
    return switch (Requests.Fate.valueOf(fate)) {
      case SUCCEED, INSTANT -> succeeded(called);
      case RUN -> new ProviderResult.Accepted(request.run().toString(), LONG);
      case BLOCK -> {
        never.await();
        yield new ProviderResult.Lost("unreachable");
      }
    };
  }

  private static ProviderResult.Succeeded succeeded(long called) {
    return new ProviderResult.Succeeded(
        List.of(
            new Artifact(
                () -> new ByteArrayInputStream(CLIP),
                Optional.of(new Artifact.Measures(1920, 1080, 8, 24, true)),
                Optional.of(() -> new ByteArrayInputStream(CLIP)))),
        Optional.of(false),
        OptionalLong.of(called),
        Optional.of(Duration.ofMillis(1)),
        List.of());
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) {
    return new ProviderResult.Running(OptionalInt.empty(), LONG);
  }

  @Override
  public boolean cancel(String ref, CallLog calls) {
    return true;
  }
}
