package runflow.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads one run or one batch until it is terminal or the bound has passed. A read that fails for a
 * passing reason is only repeated: the work goes on at the server all the same. A server that has
 * not answered any read for a minute is given up.
 */
final class PolledWait<T> {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final Transport transport;
  private final InstantSource clock;
  private final Target<T> target;
  private Optional<T> lastSeen = Optional.empty();

  /** When the first read began that got no answer; empty after one that did. */
  private Optional<Instant> silentSince = Optional.empty();

  /**
   * What is waited for.
   *
   * @param expired makes the failure of a wait from its bound and what was read last
   */
  record Target<T>(
      String path,
      Class<T> type,
      Predicate<T> terminal,
      Consumer<T> listener,
      BiFunction<Duration, Optional<T>, WaitExpiredException> expired) {}

  PolledWait(Transport transport, InstantSource clock, Target<T> target) {
    this.transport = transport;
    this.clock = clock;
    this.target = target;
  }

  T await(Duration bound) {
    Instant end = clock.instant().plus(bound);
    while (true) {
      Duration left = Duration.between(clock.instant(), end);
      if (!left.isPositive()) {
        throw target.expired().apply(bound, lastSeen);
      }
      Duration pause = read(left);
      if (lastSeen.isPresent() && target.terminal().test(lastSeen.get())) {
        return lastSeen.get();
      }
      Duration rest = Duration.between(clock.instant(), end);
      if (rest.isPositive()) {
        transport.pause(pause.compareTo(rest) < 0 ? pause : rest);
      }
    }
  }

  /** Reads once and says how long to wait before the next time. */
  private Duration read(Duration left) {
    Instant asked = clock.instant();
    try {
      Outcome.Answered answer = transport.sendOnce(Ask.get(target.path()), left);
      T seen = ClientJson.read(answer, target.type());
      lastSeen = Optional.of(seen);
      silentSince = Optional.empty();
      target.listener().accept(seen);
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
