package runflow.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SignalSenderTest {
  private final Recorder outlet = new Recorder();

  @Test
  void whatWaitsGoesInOneStatement() throws Exception {
    try (var sender = new SignalSender(outlet)) {
      sender.send("first");
      outlet.underWay.await();
      for (int i = 0; i < 300; i++) {
        sender.send("run " + i);
        sender.send("same hint");
      }
      outlet.open.countDown();

      assertThat(outlet.next()).containsExactly("first");
      assertThat(outlet.next()).hasSize(301).contains("run 0", "run 299", "same hint");
    }
    assertThat(outlet.closed).isTrue();
  }

  @Test
  void whatOverflowsIsDroppedAndNobodyIsBlocked() throws Exception {
    List<String> sent = new ArrayList<>();
    try (var sender = new SignalSender(outlet)) {
      sender.send("first");
      outlet.underWay.await();
      for (int i = 0; i < 25_000; i++) {
        sender.send("run " + i);
      }
      outlet.open.countDown();
      while (sent.size() < 10_001) {
        List<String> batch = outlet.next();
        assertThat(batch).hasSizeLessThanOrEqualTo(1_000);
        sent.addAll(batch);
      }
      sender.send("after");

      assertThat(outlet.next()).containsExactly("after");
    }
    assertThat(sent).hasSize(10_001).endsWith("run 9999");
  }

  @Test
  void aDatabaseThatIsAwayLosesNothing() throws Exception {
    outlet.open.countDown();
    outlet.failures.set(2);
    try (var sender = new SignalSender(outlet)) {
      sender.send("patient");

      assertThat(outlet.next()).containsExactly("patient");
      assertThat(outlet.tries).hasValue(3);
    }
  }

  /** A node that stops has often just closed its last runs. */
  @Test
  void theEndSendsWhatStillWaits() throws Exception {
    var sender = new SignalSender(outlet);
    sender.send("cut off");
    outlet.underWay.await();
    sender.send("waiting");
    sender.close();

    assertThat(outlet.next()).containsExactly("cut off", "waiting");
    assertThat(outlet.closed).isTrue();
    sender.close();
  }

  /**
   * Holds the first statement until it is opened; an interruption cuts it off, as a socket does.
   */
  private static final class Recorder implements SignalSender.Outlet {
    final CountDownLatch underWay = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger tries = new AtomicInteger();
    final LinkedBlockingQueue<List<String>> statements = new LinkedBlockingQueue<>();
    volatile boolean closed;

    List<String> next() throws InterruptedException {
      List<String> statement = statements.poll(60, TimeUnit.SECONDS);
      if (statement == null) {
        throw new AssertionError("nothing was sent within 60 s");
      }
      return statement;
    }

    @Override
    public void send(List<String> payloads) throws SQLException {
      if (tries.incrementAndGet() == 1) {
        underWay.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLException("the socket was closed by an interruption", e);
        }
      }
      if (failures.getAndDecrement() > 0) {
        throw new SQLException("the database is away");
      }
      statements.add(payloads);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
