package runflow.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;

/**
 * Lets concurrent callers share one transaction, or one query. While one batch is worked off the
 * next one gathers; no timer is involved, so a lone caller waits for nobody. Safe for use by many
 * threads.
 *
 * <p>Callers belong to groups, which take turns: however many calls one group has waiting, another
 * group's next call is in the next batch. If the work on a batch fails, each of its calls is
 * repeated alone, so that only those fail that fail by themselves. A caller that is interrupted
 * leaves; its call is worked off all the same.
 *
 * @param <I> what a caller asks for
 * @param <O> what it gets
 */
public final class Batches<I, O> {
  private final Settings settings;
  private final Function<I, Object> group;
  private final Work<I, O> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Object, Deque<Entry<I, O>>> waiting = new LinkedHashMap<>();
  private int workers;

  /** Does the work of a whole batch. */
  @FunctionalInterface
  public interface Work<I, O> {
    /**
     * Works off a batch.
     *
     * @return one result for each item, in their order; a refusal of one item is a result
     * @throws RuntimeException if nothing was done
     */
    List<O> apply(List<I> items);
  }

  /**
   * How batches are made.
   *
   * @param name of the threads that work them off
   * @param largest most calls in one
   * @param workers most batches at the same time
   */
  public record Settings(String name, int largest, int workers) {}

  private record Entry<I, O>(I item, CompletableFuture<O> result) {}

  public Batches(Settings settings, Function<I, Object> group, Work<I, O> work) {
    this.settings = settings;
    this.group = group;
    this.work = work;
  }

  /**
   * Has an item worked off in the next batch and waits for its result.
   *
   * @throws RuntimeException what the work threw for this item alone
   * @throws InterruptedException if the caller is interrupted; the work is done all the same
   */
  public O call(I item) throws InterruptedException {
    var entry = new Entry<I, O>(item, new CompletableFuture<>());
    if (gather(entry)) {
      Thread.ofVirtual().name(settings.name()).start(this::workOff);
    }
    try {
      return entry.result().get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** Adds to what waits; true if one more worker is called for. */
  private boolean gather(Entry<I, O> entry) {
    lock.lock();
    try {
      waiting.computeIfAbsent(group.apply(entry.item()), key -> new ArrayDeque<>()).add(entry);
      if (workers == settings.workers()) {
        return false;
      }
      workers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void workOff() {
    for (List<Entry<I, O>> batch = next(); !batch.isEmpty(); batch = next()) {
      work(batch);
    }
  }

  /** The next batch; the worker ends with an empty one. */
  private List<Entry<I, O>> next() {
    lock.lock();
    try {
      List<Entry<I, O>> batch = new ArrayList<>();
      while (batch.size() < settings.largest() && !waiting.isEmpty()) {
        Map.Entry<Object, Deque<Entry<I, O>>> turn = waiting.pollFirstEntry();
        batch.add(turn.getValue().remove());
        if (!turn.getValue().isEmpty()) {
          waiting.put(turn.getKey(), turn.getValue());
        }
      }
      if (batch.isEmpty()) {
        workers--;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void work(List<Entry<I, O>> batch) {
    try {
      List<O> results = work.apply(batch.stream().map(Entry::item).toList());
      if (results.size() != batch.size()) {
        throw new IllegalStateException(
            "%d results for %d calls of %s"
                .formatted(results.size(), batch.size(), settings.name()));
      }
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (Throwable e) {
      recover(batch, e);
    }
  }

  /** Without a connection every call would fail alone as well, only later. */
  private void recover(List<Entry<I, O>> batch, Throwable failure) {
    if (batch.size() == 1 || failure instanceof ConnectionException || failure instanceof Error) {
      batch.forEach(entry -> entry.result().completeExceptionally(failure));
      return;
    }
    for (Entry<I, O> entry : batch) {
      Thread.ofVirtual().name(settings.name() + "-alone").start(() -> work(List.of(entry)));
    }
  }

  private static RuntimeException unwrapped(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failure);
    };
  }
}
