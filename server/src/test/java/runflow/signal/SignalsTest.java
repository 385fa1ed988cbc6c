package runflow.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.db.DatabaseAddress;
import runflow.id.RunId;
import runflow.testing.SharedPostgres;

@Timeout(180)
class SignalsTest {
  private static final String KILL_LISTENERS =
      """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where application_name = '%s' and datname = current_database()
      """
          .formatted(SignalListener.APPLICATION);

  private final DatabaseAddress database = SharedPostgres.freshDatabase();
  private final Recorder heard = new Recorder();
  private final Recorder heardByOther = new Recorder();

  @Test
  void aNodeHearsTheOthersAndNotItself() throws Exception {
    try (Signals node = listening(heard);
        Signals other = listening(heardByOther)) {
      var own = new Signal.RunClosed(RunId.create());
      var others = new Signal.WorkWaits("render");
      node.publish(own);
      assertThat(heardByOther.next()).isEqualTo(own);
      other.publish(others);
      assertThat(heard.next()).isEqualTo(others);
    }
  }

  @Test
  void strangeMessagesAndFailingReceiversDoNotStopTheListener() throws Exception {
    try (Signals node = listening(heard);
        Signals other = new Signals(database)) {
      node.publish(new Signal.WorkWaits("own"));
      sql("notify runflow, ''");
      sql("select pg_notify('runflow', repeat('x', 7000))::text");
      heard.failures.release();
      other.publish(new Signal.WorkWaits("lost"));
      other.publish(new Signal.WorkWaits("run"));

      assertThat(heard.next()).isEqualTo(new Signal.WorkWaits("lost"));
      assertThat(heard.next()).isEqualTo(new Signal.WorkWaits("run"));
    }
  }

  /** The pace alone would read once in five seconds. */
  @Test
  void aKilledConnectionIsReplacedAndWhatItMayHaveMissedIsRead() throws Exception {
    try (Signals node = listening(heard);
        Signals other = new Signals(database)) {
      long start = System.nanoTime();
      heard.rereads.drainPermits();
      sql(KILL_LISTENERS);
      assertThat(heard.rereads.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
      awaitListening(node);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));

      other.publish(new Signal.WorkWaits("run"));
      assertThat(heard.next()).isEqualTo(new Signal.WorkWaits("run"));
    }
  }

  @Test
  void whereNothingCanBeHeardReceiversReadEachSecond() throws Exception {
    var nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    try (var node = new Signals(nowhere)) {
      node.listen(List.of(heard));
      node.publish(new Signal.WorkWaits("run"));

      assertThat(heard.rereads.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
      assertThat(node.listening()).isFalse();
    }
  }

  @Test
  void theEndIsPromptAndMayComeTwice() throws Exception {
    Signals node = listening(heard);
    long start = System.nanoTime();
    node.close();
    node.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(4_500));
  }

  private Signals listening(Recorder recorder) {
    var signals = new Signals(database);
    signals.listen(List.of(recorder));
    awaitListening(signals);
    return signals;
  }

  private static void awaitListening(Signals signals) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!signals.listening()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing is heard after 60 s");
      }
      Thread.onSpinWait();
    }
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = database.connect("test");
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static final class Recorder implements SignalReceiver {
    final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    final Semaphore rereads = new Semaphore(0);
    final Semaphore failures = new Semaphore(0);

    Signal next() throws InterruptedException {
      Signal signal = signals.poll(60, TimeUnit.SECONDS);
      if (signal == null) {
        throw new AssertionError("nothing was heard within 60 s");
      }
      return signal;
    }

    @Override
    public void received(Signal signal) {
      signals.add(signal);
      if (failures.tryAcquire()) {
        throw new IllegalStateException("a receiver that fails");
      }
    }

    @Override
    public void reread() {
      rereads.release();
    }
  }
}
