package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ServerStartTest {
  private final ServerStart start = new ServerStart();
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void whatHasStartedIsClosed() throws Exception {
    AutoCloseable server = closed::incrementAndGet;

    assertThat(start.<AutoCloseable>start(() -> server)).isSameAs(server);
    start.stop();

    assertThat(closed).hasValue(1);
  }

  @Test
  void whatStartsIsInterruptedAndItsUnwindingWaitedFor() throws Exception {
    var underWay = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AutoCloseable> starting =
          threads.submit(
              () ->
                  start.start(
                      () -> {
                        try {
                          underWay.countDown();
                          new CountDownLatch(1).await();
                          return () -> {};
                        } finally {
                          closed.incrementAndGet();
                        }
                      }));
      underWay.await();
      start.stop();

      assertThat(closed).hasValue(1);
      assertThat(start.failed()).isTrue();
      assertThatThrownBy(starting::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whatComesUpAllTheSameIsClosedAndNotHandedOut() throws Exception {
    var underWay = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AutoCloseable> starting =
          threads.submit(
              () ->
                  start.start(
                      () -> {
                        underWay.countDown();
                        try {
                          new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return closed::incrementAndGet;
                      }));
      underWay.await();
      start.stop();

      assertThat(closed).hasValue(1);
      assertThatThrownBy(starting::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void nothingStartsAfterAStop() throws Exception {
    start.stop();

    assertThatThrownBy(() -> start.<AutoCloseable>start(() -> closed::incrementAndGet))
        .isInstanceOf(InterruptedException.class);
    assertThat(closed).hasValue(0);
  }

  @Test
  void aFailureIsToldInWordsAndLeavesNothingToStop() throws Exception {
    assertThatThrownBy(
            () ->
                start.<AutoCloseable>start(
                    () -> {
                      throw new IllegalStateException("port 8080 is taken");
                    }))
        .isInstanceOf(CommandException.class)
        .hasMessage("the server did not start: port 8080 is taken");
    assertThat(start.failed()).isTrue();
    start.stop();
  }
}
