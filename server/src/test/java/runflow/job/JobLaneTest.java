package runflow.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.metric.Metrics;
import runflow.testing.TestServer;

class JobLaneTest {
  private static TestServer server;

  private final LinkedBlockingQueue<UUID> steps = new LinkedBlockingQueue<>();
  private final AtomicInteger toldElsewhere = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    // Only its tables are wanted; its own lanes would take our jobs.
    server.stop();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aTakenJobRunsNoStepUntilItIsGivenBack() throws Exception {
    try (JobLane lane = started()) {
      UUID id = later(lane);
      JobLane.Taken taken = lane.take(id).orElseThrow();
      assertThat(lane.take(id)).as("taken already").isEmpty();
      lane.wake(id);
      assertThat(steps.poll(500, TimeUnit.MILLISECONDS)).isNull();

      lane.giveBack(taken);
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
    }
  }

  @Test
  void whatANodeHadTakenWhenItDiedIsFreeAtItsNextStart() throws Exception {
    UUID id;
    try (JobLane lane = started()) {
      id = later(lane);
      assertThat(lane.take(id)).isPresent();
    }
    try (JobLane lane = started()) {
      lane.wake(id);
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
    }
  }

  @Test
  void aJobThatIsGoneCannotBeTaken() throws Exception {
    try (JobLane lane = started()) {
      assertThat(lane.take(UUID.randomUUID())).isEmpty();
    }
  }

  @Test
  void aNodeThatDoesNotRunTheLaneTellsTheOthersAfterTheCommit() throws Exception {
    JobLane lane = lane();
    UUID id = UUID.randomUUID();
    server
        .db()
        .useTx(
            tx -> {
              lane.enqueue(tx, List.of(id), Instant.now().plusSeconds(3600));
              assertThat(toldElsewhere).hasValue(0);
            });
    assertThat(toldElsewhere).hasValue(1);
    lane.wake(id);
    assertThat(toldElsewhere).hasValue(2);
    lane.lookNow();
    assertThat(toldElsewhere).as("what another node told is not told again").hasValue(2);

    try (JobLane worker = started()) {
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
      later(worker);
    }
    assertThat(toldElsewhere).as("a lane that runs looks by itself").hasValue(2);
  }

  /** It may be about to take a place; what has run for longer waits for something else. */
  @Test
  void aJobCountsAsOneThatWillActAtOnceForItsFirstSecondsOnly() throws Exception {
    Instant begun = Instant.now();
    var now = new AtomicReference<>(begun);
    var held = new CountDownLatch(1);
    UUID id = UUID.randomUUID();
    try (JobLane lane = lane(now::get)) {
      lane.start(
          job -> {
            steps.add(job);
            held.await();
            return NextStep.done();
          },
          Optional.empty());
      server.db().useTx(tx -> lane.enqueue(tx, List.of(id), begun));
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);

      now.set(begun.plusSeconds(4));
      assertThat(lane.hasten(List.of(id), Duration.ZERO)).isTrue();
      now.set(begun.plusSeconds(6));
      assertThat(lane.hasten(List.of(id), Duration.ZERO)).isFalse();
      held.countDown();
    }
  }

  /** As after an outage of the database, when nobody knows whether it was written before. */
  @Test
  void theEndOfAStepThatIsWrittenAgainLeavesTheNextStepAlone() throws Exception {
    var table = new JobTable(workplace(InstantSource.system()), "delivery");
    try (JobLane lane = lane()) {
      UUID id = later(lane);
      long first = table.take(id).orElseThrow().version();
      var again = new JobTable.Ended(id, first, Optional.of(Instant.now().plusSeconds(3600)), 0);
      table.end(List.of(again));
      JobLane.Taken next = table.take(id).orElseThrow();

      table.end(List.of(again));
      assertThat(table.take(id)).as("the next step still runs").isEmpty();
      table.end(List.of(new JobTable.Ended(id, first, Optional.empty(), 0)));
      table.end(List.of(new JobTable.Ended(id, next.version(), again.again(), 0)));
      long last = table.take(id).orElseThrow().version();
      table.end(List.of(new JobTable.Ended(id, last, Optional.empty(), 0)));
    }
  }

  private JobLane lane() {
    return lane(InstantSource.system());
  }

  private JobLane lane(InstantSource clock) {
    return new JobLane(workplace(clock), "delivery", 2, toldElsewhere::incrementAndGet);
  }

  private static JobLane.Workplace workplace(InstantSource clock) {
    return new JobLane.Workplace(
        server.db(), new NodeName("test-node"), new Metrics("test"), Duration.ofSeconds(1), clock);
  }

  private JobLane started() {
    JobLane lane = lane();
    lane.start(
        id -> {
          steps.add(id);
          return NextStep.done();
        },
        Optional.empty());
    return lane;
  }

  private static UUID later(JobLane lane) {
    UUID id = UUID.randomUUID();
    server.db().useTx(tx -> lane.enqueue(tx, List.of(id), Instant.now().plusSeconds(3600)));
    return id;
  }
}
