package runflow.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one run until it is terminal or the bound has passed. A read that fails for a passing
 * reason is only repeated: the run goes on at the server all the same. A server that has not
 * answered any read for a minute is given up.
 */
final class RunWait {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final Transport transport;
  private final InstantSource clock;
  private final Consumer<Run> listener;
  private Optional<Run> lastSeen = Optional.empty();

  /** When the first read began that got no answer; empty after one that did. */
  private Optional<Instant> silentSince = Optional.empty();

  RunWait(Transport transport, InstantSource clock, Consumer<Run> listener) {
    this.transport = transport;
    this.clock = clock;
    this.listener = listener;
  }

  Run await(String runId, Duration bound) {
    Instant end = clock.instant().plus(bound);
    while (true) {
      Duration left = Duration.between(clock.instant(), end);
      if (!left.isPositive()) {
        throw new WaitExpiredException(runId, bound, lastSeen);
      }
      Duration pause = read(runId, left);
      if (lastSeen.isPresent() && lastSeen.get().terminal()) {
        return lastSeen.get();
      }
      Duration rest = Duration.between(clock.instant(), end);
      if (rest.isPositive()) {
        transport.pause(pause.compareTo(rest) < 0 ? pause : rest);
      }
    }
  }

  /** Reads once and says how long to wait before the next time. */
  private Duration read(String runId, Duration left) {
    Instant asked = clock.instant();
    try {
      Outcome.Answered answer = transport.sendOnce(Ask.get(RunflowClient.runPath(runId)), left);
      Run run = RunflowClient.read(answer, Run.class);
      lastSeen = Optional.of(run);
      silentSince = Optional.empty();
      listener.accept(run);
      return bounded(answer.retryAfter());
    } catch (NoAnswerException e) {
      Instant since = silentSince.orElse(asked);
      if (Duration.between(since, clock.instant()).compareTo(LONGEST_SILENCE) >= 0) {
        throw e;
      }
      silentSince = Optional.of(since);
      return USUAL_PAUSE;
    } catch (RequestRefusedException e) {
      if (e.status() < 500 && e.status() != 429) {
        throw e;
      }
      silentSince = Optional.empty();
      return USUAL_PAUSE;
    }
  }

  private static Duration bounded(Optional<Duration> hint) {
    Duration pause = hint.orElse(USUAL_PAUSE);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
