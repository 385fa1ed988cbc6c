package runflow.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened at a fake, in order of arrival. Safe for use by many threads. */
final class Journal {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Recorded> requests = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private long bytesSent;

  /** Its number, from 1 on. */
  synchronized int add(Recorded request) {
    requests.add(request);
    notifyAll();
    return requests.size();
  }

  synchronized void addRefusal(String refusal) {
    refusals.add(refusal);
  }

  synchronized void addSent(int bytes) {
    bytesSent += bytes;
  }

  synchronized List<Recorded> requests() {
    return List.copyOf(requests);
  }

  synchronized List<Recorded> requests(Where where) {
    return requests.stream().filter(r -> r.where().filter(where::equals).isPresent()).toList();
  }

  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  synchronized long bytesSent() {
    return bytesSent;
  }

  synchronized void await(Where where, int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (requests(where).size() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "waited %s for %d requests of kind %s, but these came: %s"
                .formatted(PATIENCE, count, where, this));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for requests", e);
      }
    }
  }

  /** The request at an index, as soon as it is there. */
  synchronized Recorded awaitAny(int index) {
    while (requests.size() <= index) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for requests", e);
      }
    }
    return requests.get(index);
  }

  @Override
  public synchronized String toString() {
    return requests.stream()
        .map(Recorded::toString)
        .collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
