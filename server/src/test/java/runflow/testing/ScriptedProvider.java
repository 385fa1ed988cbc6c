package runflow.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import runflow.error.FieldError;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.Terms;

/**
 * A hosted provider whose answers the test queues. With nothing queued it accepts every job, says
 * that it runs, and confirms every cancellation. Safe for use by many threads.
 */
public final class ScriptedProvider implements Provider {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final long LONGEST_SECONDS = 60;

  private final String name;
  private final ConcurrentLinkedQueue<ProviderResult.OfSubmit> submits =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ProviderResult.OfPoll> polls = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Cancellation> cancels = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<ProviderRequest> taken = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Gate> submitGate = new AtomicReference<>();
  private final AtomicReference<List<FieldError>> problems = new AtomicReference<>(List.of());
  private final AtomicInteger submitCount = new AtomicInteger();
  private final AtomicInteger pollCount = new AtomicInteger();
  private final AtomicInteger cancelCount = new AtomicInteger();

  /** Answers one cancellation. */
  @FunctionalInterface
  public interface Cancellation {
    boolean confirmed() throws InterruptedException;
  }

  private ScriptedProvider(String name) {
    this.name = name;
  }

  public static ScriptedProvider named(String name) {
    return new ScriptedProvider(name);
  }

  /** A finished job with one clip of the given bytes. */
  public static ProviderResult.Succeeded video(String content) {
    return videos(content);
  }

  /** A finished job with several clips. */
  public static ProviderResult.Succeeded videos(String... contents) {
    return succeeded(
        Stream.of(contents)
            .map(content -> content.getBytes(StandardCharsets.UTF_8))
            .<Artifact.Content>map(bytes -> () -> new ByteArrayInputStream(bytes))
            .toList());
  }

  /** A finished job whose clip cannot be read. */
  public static ProviderResult.Succeeded brokenVideo() {
    return succeeded(
        () -> {
          throw new IOException("the download broke off");
        });
  }

  /** A finished job whose clip can be read at the second try only. */
  public static ProviderResult.Succeeded flakyVideo(String content) {
    var tries = new AtomicInteger();
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return succeeded(
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IOException("the download broke off");
          }
          return new ByteArrayInputStream(bytes);
        });
  }

  private static ProviderResult.Succeeded succeeded(Artifact.Content content) {
    return succeeded(List.of(content));
  }

  private static ProviderResult.Succeeded succeeded(List<Artifact.Content> contents) {
    return new ProviderResult.Succeeded(
        contents.stream().map(ScriptedProvider::artifact).toList(),
        Optional.of(false),
        OptionalLong.of(42),
        Optional.of(Duration.ofMillis(1234)),
        List.of("made on the second try"));
  }

  private static Artifact artifact(Artifact.Content content) {
    return new Artifact(
        content, Optional.of(new Artifact.Measures(1280, 720, 4, 24, true)), Optional.empty());
  }

  public static ProviderResult.Accepted accepted(String ref) {
    return new ProviderResult.Accepted(ref, SOON);
  }

  public static ProviderResult.Running running(int progress) {
    return new ProviderResult.Running(OptionalInt.of(progress), SOON);
  }

  public static ProviderResult.Retryable retryable() {
    return new ProviderResult.Retryable(SOON, "busy");
  }

  /** Queues answers to submissions. */
  public void onSubmit(ProviderResult.OfSubmit... results) {
    submits.addAll(List.of(results));
  }

  /** Queues answers to polls. */
  public void onPoll(ProviderResult.OfPoll... results) {
    polls.addAll(List.of(results));
  }

  /** Queues an answer to a cancellation. */
  public void onCancel(Cancellation cancellation) {
    cancels.add(cancellation);
  }

  /** Refuses every input from now on, as a provider does that cannot honour it. */
  public void refuse(FieldError problem) {
    problems.set(List.of(problem));
  }

  /** Stops the next submission, after it was counted and before it is answered. */
  public Gate holdSubmit() {
    var gate = new Gate();
    submitGate.set(gate);
    return gate;
  }

  /** The next submission, waited for. */
  public ProviderRequest awaitSubmission() throws InterruptedException {
    ProviderRequest request = taken.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing was submitted within %d s".formatted(LONGEST_SECONDS));
    }
    return request;
  }

  public int submits() {
    return submitCount.get();
  }

  public int polls() {
    return pollCount.get();
  }

  public int cancels() {
    return cancelCount.get();
  }

  /** Forgets script and counts, for the next test. */
  public void reset() {
    submits.clear();
    polls.clear();
    cancels.clear();
    taken.clear();
    problems.set(List.of());
    submitGate.set(null);
    submitCount.set(0);
    pollCount.set(0);
    cancelCount.set(0);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    return problems.get();
  }

  @Override
  public Terms terms() {
    return Terms.within(Duration.ofMinutes(15)).rewritingBlocked(true);
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
    int number = submitCount.incrementAndGet();
    taken.add(request);
    Gate gate = submitGate.getAndSet(null);
    if (gate != null) {
      gate.pass();
    }
    ProviderResult.OfSubmit scripted = submits.poll();
    return scripted == null ? accepted("job-" + number) : scripted;
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) {
    pollCount.incrementAndGet();
    ProviderResult.OfPoll scripted = polls.poll();
    return scripted == null ? new ProviderResult.Running(OptionalInt.empty(), SOON) : scripted;
  }

  @Override
  public boolean cancel(String ref, CallLog calls) throws InterruptedException {
    cancelCount.incrementAndGet();
    Cancellation scripted = cancels.poll();
    return scripted == null || scripted.confirmed();
  }
}
