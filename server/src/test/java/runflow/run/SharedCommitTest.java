package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.db.Tx;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.TestServer;

/**
 * Creations that share a transaction. The test holds the lock of the account: one batch waits for
 * it, and what comes meanwhile gathers for the next.
 */
class SharedCommitTest {
  private static final String MODEL = "google/veo3.1";

  /** Costs 1.60, and fails at once when it is dispatched. */
  private static final String BODY =
      """
      {"input": {"prompt": "x", "duration": "4s"}, "client_ref": "%s",
       "metadata": {"sandbox": {"fail": "INTERNAL", "delay_ms": 3600000}}}
      """;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().with("credit.test", "16.00"));
  }

  @AfterEach
  void stop() throws Exception {
    callers.close();
    Audit.requireSound(server.db());
    server.close();
  }

  @Test
  void oneWithoutCreditDoesNotTouchTheOthers() throws Exception {
    List<Future<Answer>> answers = together(25, i -> create("free-" + i, Map.of()));

    Map<Integer, Long> byStatus = statuses(answers);
    assertThat(byStatus).isEqualTo(Map.of(201, 10L, 402, 15L));
    assertThat(runs()).isEqualTo(10);
    assertThat(transactions()).as("runs share transactions").isLessThan(10);
  }

  @Test
  void aKeyThatComesTwiceMakesOneRunAndTheSameAnswer() throws Exception {
    List<Future<Answer>> answers =
        together(20, i -> create("key-" + i % 4, Map.of("Idempotency-Key", "key-" + i % 4)));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 20L));
    assertThat(runs()).isEqualTo(4);
    for (int i = 4; i < 20; i++) {
      assertThat(answers.get(i).get().text()).isEqualTo(answers.get(i % 4).get().text());
    }
  }

  @Test
  void anotherBodyUnderAKeyIsAConflictAndTouchesNoOther() throws Exception {
    List<Future<Answer>> answers =
        together(
            8,
            i ->
                create("ref-" + (i < 2 ? i : 2), Map.of("Idempotency-Key", i < 2 ? "a" : "k" + i)));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 7L, 409, 1L));
    assertThat(runs()).isEqualTo(7);
  }

  @Test
  void aMemberThatTheDatabaseRefusesFailsAlone() throws Exception {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute("alter table run add check (client_ref is distinct from 'poison')"));
    List<Future<Answer>> answers =
        together(9, i -> create(i == 4 ? "poison" : "good-" + i, Map.of()));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 8L, 500, 1L));
    assertThat(answers.get(4).get().status()).isEqualTo(500);
    assertThat(runs()).isEqualTo(8);
  }

  @Test
  void aClientThatLeavesStillHasItsRun() throws Exception {
    String body = BODY.formatted("left");
    URI base = URI.create(server.baseUrl());
    server
        .db()
        .useTx(
            tx -> {
              lockAccount(tx);
              try (var socket = new Socket(base.getHost(), base.getPort())) {
                socket
                    .getOutputStream()
                    .write(
                        """
                        POST /v1/models/%s/runs HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Content-Type: application/json\r
                        Content-Length: %d\r
                        \r
                        %s"""
                            .formatted(
                                MODEL,
                                server.testKey(),
                                body.getBytes(StandardCharsets.UTF_8).length,
                                body)
                            .getBytes(StandardCharsets.UTF_8));
                awaitLockWaiter(tx);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    server.awaitRuns(1);
  }

  @Test
  void anOrganisationThatFloodsKeepsNoOtherWaiting() throws Exception {
    String stranger = server.strangerKey();
    var flood = new ArrayList<Future<Answer>>();
    server
        .db()
        .useTx(
            tx -> {
              lockAccount(tx);
              for (int i = 0; i < 300; i++) {
                int number = i;
                flood.add(callers.submit(() -> create("flood-" + number, Map.of())));
              }
              awaitLockWaiter(tx);
              assertThat(createAs(stranger).status()).isEqualTo(201);
              assertThat(flood).noneMatch(Future::isDone);
            });
    assertThat(statuses(flood)).isEqualTo(Map.of(201, 10L, 402, 290L));
  }

  @FunctionalInterface
  private interface Numbered {
    Answer call(int number) throws Exception;
  }

  /** Makes requests while the account is locked, so that those behind the first gather. */
  private List<Future<Answer>> together(int count, Numbered request) {
    List<Future<Answer>> answers = new ArrayList<>();
    server
        .db()
        .useTx(
            tx -> {
              lockAccount(tx);
              for (int i = 0; i < count; i++) {
                int number = i;
                Callable<Answer> call = () -> request.call(number);
                answers.add(callers.submit(call));
              }
              awaitLockWaiter(tx);
            });
    return answers;
  }

  private Answer create(String ref, Map<String, String> headers) throws Exception {
    return server.send(
        "POST", "/v1/models/" + MODEL + "/runs", server.testKey(), BODY.formatted(ref), headers);
  }

  private Answer createAs(String key) {
    try {
      return server.send(
          "POST", "/v1/models/" + MODEL + "/runs", key, BODY.formatted("stranger"), Map.of());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The account of the server's test key: the only one with credit. */
  private static void lockAccount(Tx tx) {
    tx.sql()
        .createQuery("select available from balance where available = 16000000 for update")
        .mapTo(Long.class)
        .one();
  }

  private static void awaitLockWaiter(Tx tx) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (tx.sql()
            .createQuery(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)
            .mapTo(Integer.class)
            .one()
        == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody waits for the account within 20 s");
      }
      tx.sql().execute("select pg_stat_clear_snapshot()");
    }
  }

  private static Map<Integer, Long> statuses(List<Future<Answer>> answers) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (Future<Answer> answer : answers) {
      statuses.add(answer.get().status());
    }
    return statuses.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
  }

  private int runs() {
    return count("select count(*) from run");
  }

  /** How many transactions wrote the reservations, which nothing changes later. */
  private int transactions() {
    return count("select count(distinct xmin::text) from ledger_entry where kind = 'reserve'");
  }

  private int count(String sql) {
    return server.db().query(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }
}
