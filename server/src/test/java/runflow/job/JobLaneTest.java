package runflow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import runflow.db.Tx;
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

  @Test
  void aJobThatBeginsHereIsTakenWhereItIsWrittenAndBeginsAfterTheCommit() throws Exception {
    UUID id = UUID.randomUUID();
    try (JobLane lane = started()) {
      server
          .db()
          .useTx(
              tx -> {
                lane.begin(tx, List.of(id));
                assertThat(takenRows(tx)).containsExactly(id);
                assertThat(steps).isEmpty();
              });
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
    }
    assertThat(server.db().<List<UUID>>inTx(JobLaneTest::rows)).doesNotContain(id);
  }

  @Test
  void ofATransactionThatIsRolledBackNothingBegins() throws Exception {
    UUID id = UUID.randomUUID();
    UUID next = UUID.randomUUID();
    try (JobLane lane = started()) {
      assertThatThrownBy(
              () ->
                  server
                      .db()
                      .useTx(
                          tx -> {
                            lane.begin(tx, List.of(id));
                            throw new IllegalStateException("no commit");
                          }))
          .hasMessage("no commit");
      server.db().useTx(tx -> lane.begin(tx, List.of(next)));
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(next);
    }
    assertThat(steps).isEmpty();
  }

  @Test
  void aJobForWhichThereIsNoPlaceWaitsForOneWithoutBeingTaken() throws Exception {
    var mayEnd = new CountDownLatch(1);
    UUID third = UUID.randomUUID();
    try (JobLane lane = lane()) {
      lane.start(
          id -> {
            steps.add(id);
            mayEnd.await();
            return NextStep.done();
          },
          Optional.empty());
      List<UUID> two = List.of(UUID.randomUUID(), UUID.randomUUID());
      server.db().useTx(tx -> lane.begin(tx, two));
      assertThat(List.of(steps.take(), steps.take())).containsExactlyInAnyOrderElementsOf(two);
      server
          .db()
          .useTx(
              tx -> {
                lane.begin(tx, List.of(third));
                assertThat(rows(tx)).contains(third);
                assertThat(takenRows(tx)).doesNotContain(third);
              });
      assertThat(steps).isEmpty();
      mayEnd.countDown();
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(third);
    }
  }

  @Test
  void whatALaneHadTakenThatClosedBeforeTheCommitIsGivenBack() throws Exception {
    UUID id = UUID.randomUUID();
    JobLane lane = started();
    server
        .db()
        .useTx(
            tx -> {
              lane.begin(tx, List.of(id));
              lane.close();
            });
    assertThat(toldElsewhere).hasValue(1);
    assertThat(server.db().<List<UUID>>inTx(JobLaneTest::takenRows)).doesNotContain(id);
    try (JobLane other = started()) {
      assertThat(other.running()).isTrue();
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
    }
  }

  @Test
  void anIdThatHasAJobKeepsIt() throws Exception {
    UUID fresh = UUID.randomUUID();
    try (JobLane lane = started()) {
      UUID waiting = later(lane);
      server.db().useTx(tx -> lane.begin(tx, List.of(waiting)));
      server.db().useTx(tx -> lane.begin(tx, List.of(fresh)));
      assertThat(steps.poll(60, TimeUnit.SECONDS)).isEqualTo(fresh);
      assertThat(server.db().<List<UUID>>inTx(JobLaneTest::rows)).contains(waiting);
      assertThat(lane.take(waiting)).isPresent();
    }
    assertThat(steps).isEmpty();
  }

  @Test
  void aJobOfItsOwnThatTakesLongSendsHeartbeats() throws Exception {
    var table = new JobTable(workplace(InstantSource.system()), "delivery");
    var mayEnd = new CountDownLatch(1);
    UUID id = UUID.randomUUID();
    server.db().useTx(tx -> table.insertTaken(tx, List.of(id)));
    Instant first = heartbeat(id);
    var own =
        new OwnSteps(
            table,
            Duration.ofMillis(50),
            InstantSource.system(),
            job -> {
              try {
                mayEnd.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(own.begin(id)).isTrue();
    Instant latest = Instant.now().plusSeconds(60);
    while (!heartbeat(id).isAfter(first)) {
      assertThat(Instant.now()).as("still no heartbeat").isBefore(latest);
    }
    mayEnd.countDown();
    own.close(Duration.ofSeconds(20));
    assertThat(own.begin(id)).as("after the end").isFalse();
    table.end(List.of(new JobTable.Ended(id, Optional.empty(), 0)));
  }

  private static Instant heartbeat(UUID id) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select last_heartbeat from job_delivery where task_instance = :id")
                    .bind("id", id.toString())
                    .mapTo(Instant.class)
                    .one());
  }

  private static List<UUID> rows(Tx tx) {
    return ids(tx, "true");
  }

  private static List<UUID> takenRows(Tx tx) {
    return ids(tx, "picked and picked_by = 'test-node' and last_heartbeat is not null");
  }

  private static List<UUID> ids(Tx tx, String condition) {
    return tx.sql()
        .createQuery(
            "select task_instance::uuid from job_delivery where task_name = 'delivery' and "
                + condition)
        .mapTo(UUID.class)
        .list();
  }

  private static JobLane.Workplace workplace(InstantSource clock) {
    return new JobLane.Workplace(
        server.db(), new NodeName("test-node"), new Metrics("test"), Duration.ofSeconds(1), clock);
  }

  private JobLane lane() {
    return lane(InstantSource.system());
  }

  private JobLane lane(InstantSource clock) {
    return new JobLane(workplace(clock), "delivery", 2, toldElsewhere::incrementAndGet);
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
