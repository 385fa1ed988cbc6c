package runflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class SecretRoutesTest {
  private static final String SECRETS = "/v1/callback-secrets";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().with("database.connections", "6"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aSecretIsShownOnceAndThenByItsPrefix() throws Exception {
    String key = server.strangerKey();
    Answer created = call("POST", SECRETS, key, "{\"label\": \"production\"}");

    assertThat(created.status()).isEqualTo(201);
    String secret = created.json().path("plain_secret").stringValue();
    String path = SECRETS + "/" + created.json().path("id").stringValue();
    assertThat(created.header("Location")).contains(path);
    for (Answer shown : List.of(call("GET", path, key, null), call("GET", SECRETS, key, null))) {
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.text()).contains("production").doesNotContain(secret.substring(11));
    }
    assertThat(call("GET", path, key, null).json().path("key_prefix").stringValue())
        .isEqualTo(secret.substring(0, 10));
  }

  @Test
  void anOlderSecretCanBeRenamedAndMadeCurrentAgain() throws Exception {
    String key = server.strangerKey();
    String old = id(call("POST", SECRETS, key, "{}"));
    String fresh = id(call("POST", SECRETS, key, "{}"));
    assertThat(current(key)).containsExactly(fresh);

    Answer changed =
        call("PATCH", SECRETS + "/" + old, key, "{\"label\": \"back\", \"is_current\": true}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("label").stringValue()).isEqualTo("back");
    assertThat(current(key)).containsExactly(old);

    assertThat(call("DELETE", SECRETS + "/" + old, key, null).status()).isEqualTo(204);
    assertThat(current(key)).containsExactly(fresh);
    assertThat(call("DELETE", SECRETS + "/" + old, key, null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\": 7}",
        "{\"label\": \"\\u0000\"}",
        "{\"label\": \"\\ud800\"}",
        "{\"label\": \"LONG\"}"
      })
  void aLabelThatCannotBeKeptIsRefused(String body) throws Exception {
    String key = server.strangerKey();
    Answer answer = call("POST", SECRETS, key, body.replace("LONG", "x".repeat(256)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(current(key)).isEmpty();
  }

  @Test
  void noneCanBeMadeNotCurrent() throws Exception {
    String key = server.strangerKey();
    String id = id(call("POST", SECRETS, key, "{}"));

    assertThat(call("PATCH", SECRETS + "/" + id, key, "{\"is_current\": false}").status())
        .isEqualTo(422);
    assertThat(call("PATCH", SECRETS + "/" + id, key, "[]").status()).isEqualTo(400);
  }

  @Test
  void anotherOrganisationsSecretIsNotFound() throws Exception {
    String path = SECRETS + "/" + id(call("POST", SECRETS, server.strangerKey(), "{}"));
    String key = server.testKey();

    assertThat(call("GET", path, key, null).status()).isEqualTo(404);
    assertThat(call("PATCH", path, key, "{\"label\": \"mine\"}").status()).isEqualTo(404);
    assertThat(call("DELETE", path, key, null).status()).isEqualTo(404);
    assertThat(call("GET", SECRETS + "/nonsense", key, null).status()).isEqualTo(404);
  }

  /** Whoever holds the organisation's lock must not wait for a connection that the others hold. */
  @Test
  void thirtyCreationsAtOnceMakeTenSecretsAndExhaustNothing() throws Exception {
    String key = server.strangerKey();
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        answers.add(threads.submit(() -> call("POST", SECRETS, key, "{}")));
      }
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
      }
    }

    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
    assertThat(statuses.stream().filter(status -> status == 422)).hasSize(20);
    assertThat(current(key)).hasSize(1);
  }

  /** Promoting a secret that is being deleted must not leave the organisation without one. */
  @Test
  void aPromotionThatMeetsADeletionLeavesACurrentSecret() throws Exception {
    String key = server.strangerKey();
    String old = id(call("POST", SECRETS, key, "{}"));
    String fresh = id(call("POST", SECRETS, key, "{}"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> promotion =
          server
              .db()
              .inTx(
                  tx -> {
                    tx.sql()
                        .execute(
                            "select id from organisation where id = (select org_id from callback_secret where id = ?) for update",
                            UUID.fromString(old));
                    Future<Answer> waiting =
                        threads.submit(
                            () ->
                                call("PATCH", SECRETS + "/" + old, key, "{\"is_current\": true}"));
                    awaitBlockedStatement();
                    tx.sql()
                        .execute("delete from callback_secret where id = ?", UUID.fromString(old));
                    return waiting;
                  });

      assertThat(promotion.get().status()).isEqualTo(404);
    }
    assertThat(current(key)).containsExactly(fresh);
  }

  private static void awaitBlockedStatement() {
    long end = System.nanoTime() + 60_000_000_000L;
    while (server
            .db()
            .<Long>query(
                sql ->
                    sql.createQuery(
                            """
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """)
                        .mapTo(Long.class)
                        .one())
        == 0) {
      assertThat(System.nanoTime()).as("a statement waits for the lock").isLessThan(end);
    }
  }

  private static List<String> current(String key) throws Exception {
    return call("GET", SECRETS, key, null)
        .json()
        .path("items")
        .valueStream()
        .filter(secret -> secret.path("is_current").booleanValue())
        .map(secret -> secret.path("id").stringValue())
        .toList();
  }

  private static String id(Answer answer) {
    JsonNode secret = answer.json();
    return secret.path("id").stringValue();
  }

  private static Answer call(String method, String path, String key, @Nullable String body)
      throws Exception {
    return server.send(method, path, key, body, Map.of());
  }
}
