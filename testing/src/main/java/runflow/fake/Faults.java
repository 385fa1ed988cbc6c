package runflow.fake;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults in force. Safe for use by many threads. */
final class Faults {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private record Active(Fault fault, int left) {}

  /** An error that one request is answered with. */
  record Failure(int status, String message) {}

  private final String provider;
  private final Set<Where> stages;
  private final Map<Where, Active> active = new EnumMap<>(Where.class);
  private final Map<Where, Failure> failures = new EnumMap<>(Where.class);
  private CountDownLatch held = new CountDownLatch(1);
  private Duration slowFor = FOR_EVER;
  private boolean closed;

  Faults(String provider, Set<Where> stages) {
    this.provider = provider;
    this.stages = stages;
  }

  boolean allows(Where where, Fault fault) {
    return fault == Fault.NONE || (stages.contains(where) && fault.places().contains(where));
  }

  synchronized void set(Where where, Fault fault, int times) {
    if (!allows(where, fault)) {
      throw new IllegalArgumentException(
          "%s cannot happen at %s of %s: it has %s, the fault is for %s"
              .formatted(fault, where, provider, stages, fault.places()));
    }
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, but was " + times);
    }
    active.put(where, new Active(fault, times));
  }

  synchronized Fault take(Where where) {
    Active now = active.getOrDefault(where, new Active(Fault.NONE, Integer.MAX_VALUE));
    if (now.left == 1) {
      active.remove(where);
    } else if (now.left != Integer.MAX_VALUE) {
      active.put(where, new Active(now.fault, now.left - 1));
    }
    return now.fault;
  }

  synchronized void failNext(Where where, Failure failure) {
    if (!stages.contains(where)) {
      throw new IllegalArgumentException(
          "%s has no call of kind %s, only %s".formatted(provider, where, stages));
    }
    if (failure.status < 400 || failure.status > 599) {
      throw new IllegalArgumentException("status must be 400 to 599, but was " + failure.status);
    }
    failures.put(where, failure);
  }

  synchronized Optional<Failure> takeFailure(Where where) {
    return Optional.ofNullable(failures.remove(where));
  }

  /** What is in force, without using it up. */
  synchronized Fault at(Where where) {
    return active.getOrDefault(where, new Active(Fault.NONE, 1)).fault;
  }

  synchronized void slowFor(Duration delay) {
    slowFor = delay;
  }

  synchronized void release() {
    held.countDown();
    held = new CountDownLatch(1);
  }

  synchronized void close() {
    closed = true;
    held.countDown();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** What a request that arrives now waits for if it meets {@link Fault#SLOW}. */
  synchronized Hold hold() {
    return new Hold(held, slowFor);
  }

  /** A wait that ends with a release, or after a while. */
  record Hold(CountDownLatch released, Duration limit) {
    void await() {
      try {
        if (released.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
