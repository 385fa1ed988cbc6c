package runflow.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * group's next call is in the next batch. A group is in one batch at a time, so a batch that waits
 * for a lock of one group keeps no other group from the next one. If the work on a batch fails,
 * each of its calls is repeated alone, so that only those fail that fail by themselves. A caller
 * that is interrupted leaves; its call is worked off all the same.
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
  private final Map<Object, Deque<Entry<I, O>>> behindBusy = new HashMap<>();
  private final Set<Object> busy = new HashSet<>();
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
      Object key = group.apply(entry.item());
      boolean held = busy.contains(key);
      (held ? behindBusy : waiting).computeIfAbsent(key, fresh -> new ArrayDeque<>()).add(entry);
      if (held || workers == settings.workers()) {
        return false;
      }
      workers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void workOff() {
    List<Entry<I, O>> batch = List.of();
    do {
      batch = next(batch);
      if (!batch.isEmpty()) {
        work(batch);
      }
    } while (!batch.isEmpty());
  }

  /**
   * Frees the groups of a batch that is done and makes the next; the worker ends with an empty one.
   */
  private List<Entry<I, O>> next(List<Entry<I, O>> done) {
    lock.lock();
    try {
      done.stream().map(entry -> group.apply(entry.item())).forEach(this::free);
      List<Entry<I, O>> batch = new ArrayList<>();
      while (batch.size() < settings.largest() && !waiting.isEmpty()) {
        Map.Entry<Object, Deque<Entry<I, O>>> turn = waiting.pollFirstEntry();
        batch.add(turn.getValue().remove());
        if (!turn.getValue().isEmpty()) {
          waiting.put(turn.getKey(), turn.getValue());
        }
      }
      batch.stream().map(entry -> group.apply(entry.item())).forEach(this::hold);
      if (batch.isEmpty()) {
        workers--;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void hold(Object key) {
    if (busy.add(key) && waiting.containsKey(key)) {
      behindBusy.put(key, waiting.remove(key));
    }
  }

  private void free(Object key) {
    if (busy.remove(key) && behindBusy.containsKey(key)) {
      waiting.put(key, behindBusy.remove(key));
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
