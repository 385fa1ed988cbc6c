package runflow.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls are written as {@code group:number}; a result is the call with an exclamation mark. */
@Timeout(120)
final class BatchesTest {
  private final List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aLoneCallIsABatchOfItsOwn() throws Exception {
    assertThat(batches(1, 10, this::answer).call("a:1")).isEqualTo("a:1!");
    assertThat(seen).containsExactly(List.of("a:1"));
  }

  @Test
  void whatComesDuringABatchSharesTheNext() throws Exception {
    var held = new CountDownLatch(1);
    Batches<String, String> batches = batches(1, 10, items -> answerAfter(held, "a:0", items));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = callers.submit(() -> batches.call("a:0"));
      awaitBatches(1);
      List<Future<String>> rest = callAll(batches, callers, "a", 5);
      held.countDown();

      assertThat(first.get()).isEqualTo("a:0!");
      assertThat(rest.get(4).get()).isEqualTo("a:5!");
    }
    assertThat(seen).hasSizeBetween(2, 6);
    assertThat(seen.stream().flatMap(List::stream)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aGroupThatFloodsDoesNotKeepAnotherOutOfTheNextBatch() throws Exception {
    var held = new CountDownLatch(1);
    Batches<String, String> batches = batches(1, 4, items -> answerAfter(held, "x:0", items));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = callers.submit(() -> batches.call("x:0"));
      awaitBatches(1);
      callAll(batches, callers, "flood", 100);
      Future<String> other = callAll(batches, callers, "other", 1).getFirst();
      held.countDown();
      first.get();
      other.get();
    }
    int turn =
        IntStream.range(0, seen.size()).filter(i -> has(i, "other:1")).findFirst().orElseThrow();
    assertThat(turn).as("batches: %s", seen).isEqualTo(1);
    assertThat(seen).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(4));
  }

  @Test
  void aGroupThatIsStuckKeepsNoOtherGroupWaiting() throws Exception {
    var stuck = new CountDownLatch(1);
    Batches<String, String> batches = batches(2, 4, items -> answerAfter(stuck, "stuck:0", items));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = callers.submit(() -> batches.call("stuck:0"));
      awaitBatches(1);
      List<Future<String>> behind = callAll(batches, callers, "stuck", 20);
      for (int i = 0; i < 20; i++) {
        assertThat(batches.call("free:" + i)).isEqualTo("free:" + i + "!");
      }
      assertThat(behind).noneMatch(Future::isDone);
      stuck.countDown();
      first.get();
      for (Future<String> call : behind) {
        call.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void whatFailsAloneTouchesNoOther() throws Exception {
    var held = new CountDownLatch(1);
    Batches<String, String> batches =
        batches(
            1,
            100,
            items -> {
              List<String> answers = answerAfter(held, "a:0", items);
              if (items.contains("bad:1")) {
                throw new IllegalArgumentException("bad:1 is bad");
              }
              return answers;
            });
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = callers.submit(() -> batches.call("a:0"));
      awaitBatches(1);
      List<Future<String>> good = callAll(batches, callers, "good", 10);
      Future<String> bad = callAll(batches, callers, "bad", 1).getFirst();
      held.countDown();

      assertThat(first.get()).isEqualTo("a:0!");
      for (Future<String> call : good) {
        assertThat(call.get()).endsWith("!");
      }
      assertThatThrownBy(bad::get).hasRootCauseMessage("bad:1 is bad");
    }
  }

  @Test
  void aWrongNumberOfResultsFailsTheCall() {
    Batches<String, String> batches = batches(1, 10, items -> List.of());

    assertThatThrownBy(() -> batches.call("a:1")).hasMessageContaining("0 results for 1 calls");
  }

  @Test
  void theCallOfACallerWhoLeavesIsWorkedOffAllTheSame() throws Exception {
    var held = new CountDownLatch(1);
    var worked = new CompletableFuture<List<String>>();
    Batches<String, String> batches =
        batches(
            1,
            10,
            items -> {
              List<String> answers = answerAfter(held, "a:1", items);
              worked.complete(items);
              return answers;
            });
    Thread caller = Thread.ofVirtual().start(() -> callAndLeave(batches));
    awaitBatches(1);
    caller.interrupt();
    caller.join();
    held.countDown();

    assertThat(worked.get(60, TimeUnit.SECONDS)).containsExactly("a:1");
  }

  private static void callAndLeave(Batches<String, String> batches) {
    try {
      batches.call("a:1");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Batches<String, String> batches(
      int workers, int largest, Batches.Work<String, String> work) {
    return new Batches<>(
        new Batches.Settings("test", largest, workers),
        call -> call.substring(0, call.indexOf(':')),
        items -> {
          seen.add(items);
          return work.apply(items);
        });
  }

  private List<String> answer(List<String> items) {
    return items.stream().map(item -> item + "!").toList();
  }

  /** Answers, but holds the batch that has a certain call. */
  private List<String> answerAfter(CountDownLatch latch, String holding, List<String> items) {
    if (items.contains(holding)) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return answer(items);
  }

  private static List<Future<String>> callAll(
      Batches<String, String> batches,
      java.util.concurrent.ExecutorService callers,
      String group,
      int count) {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    List<Future<String>> calls = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String call = group + ":" + i;
      calls.add(
          callers.submit(
              () -> {
                threads.add(Thread.currentThread());
                return batches.call(call);
              }));
    }
    // Only who waits for an answer has put the call in line.
    while (threads.size() < count || !threads.stream().allMatch(BatchesTest::waits)) {
      Thread.onSpinWait();
    }
    return calls;
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private void awaitBatches(int count) {
    while (seen.size() < count) {
      Thread.onSpinWait();
    }
  }

  private boolean has(int batch, String call) {
    return seen.get(batch).contains(call);
  }
}
