package runflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.CallbackReceiver.Received;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class SigningTest {
  private static TestServer server;
  private static CallbackReceiver receiver;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    receiver = CallbackReceiver.answering(200);
  }

  @AfterAll
  static void stop() throws Exception {
    receiver.close();
    server.close();
  }

  @AfterEach
  void deleteSecrets() throws Exception {
    for (JsonNode secret : server.get("/v1/callback-secrets").json().path("items")) {
      delete(secret);
    }
  }

  @Test
  void withoutASecretThereIsTheRequestIdAndNoSignature() throws Exception {
    Received callback = callback();

    assertThat(callback.header("Runflow-Signature")).isEmpty();
    assertThat(callback.header("webhook-signature")).isEmpty();
    assertThat(callback.header("webhook-id")).isPresent();
    assertThat(callback.header("webhook-timestamp")).isPresent();
    assertThat(callback.header("Content-Type")).contains("application/json");
  }

  @Test
  void everyCallbackCarriesTheRequestIdOfTheCreation() throws Exception {
    Answer created = server.create("google/veo3.1", body());

    assertThat(receiver.take().header("Runflow-Request-Id"))
        .isEqualTo(created.header("Runflow-Request-Id"))
        .contains(created.json().path("request_id").stringValue());
  }

  @Test
  void oneSecretSignsInBothWays() throws Exception {
    String secret = create().path("plain_secret").stringValue();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    var signed = new Signed(callback());

    assertThat(signed.callback().header("Runflow-Signature").orElse("")).matches("[0-9a-f]{64}");
    assertThat(signed.bodySignedWith(secret)).isTrue();
    assertThat(signed.webhookSignedWith(secret)).isTrue();
    assertThat(signed.bodySignedWith(secret + "x")).isFalse();
  }

  @Test
  void duringARotationBothSecretsVerifyAndTheNewOneIsCurrent() throws Exception {
    JsonNode old = create();
    JsonNode fresh = create();
    String oldSecret = old.path("plain_secret").stringValue();
    String freshSecret = fresh.path("plain_secret").stringValue();

    var both = new Signed(callback());
    assertThat(both.bodySignedWith(freshSecret)).isTrue();
    assertThat(both.webhookSignedWith(oldSecret)).isTrue();
    assertThat(both.webhookSignedWith(freshSecret)).isTrue();

    delete(fresh);
    var back = new Signed(callback());
    assertThat(back.bodySignedWith(oldSecret)).isTrue();
    assertThat(back.webhookSignedWith(freshSecret)).isFalse();
  }

  @Test
  void theHistoryNamesTheSecretAndTheSecretItsLastUse() throws Exception {
    JsonNode secret = create();
    String id = secret.path("id").stringValue();
    assertThat(secret.path("last_used_at").isNull()).isTrue();
    String run = server.create("google/veo3.1", body()).json().path("id").stringValue();
    receiver.take();

    long end = System.nanoTime() + 10_000_000_000L;
    while (server.deliveriesOf(run).getFirst().path("completed_at").isNull()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    assertThat(server.deliveriesOf(run).getFirst().path("signing_secret_id").stringValue())
        .isEqualTo(id);
    assertThat(server.get("/v1/callback-secrets/" + id).json().path("last_used_at").isString())
        .isTrue();
  }

  @Test
  void noSecretLiesInTheDatabaseInClear() throws Exception {
    String secret = create().path("plain_secret").stringValue();
    String random = secret.substring("whsec_".length());
    callback();
    List<String> tables =
        server
            .db()
            .query(
                sql ->
                    sql.createQuery(
                            "select table_name from information_schema.tables where table_schema = 'public'")
                        .mapTo(String.class)
                        .list());

    assertThat(tables).contains("callback_secret", "callback_delivery");
    for (String table : tables) {
      long rows =
          server
              .db()
              .query(
                  sql ->
                      sql.createQuery(
                              "select count(*) from "
                                  + table
                                  + " t where t::text like :clear or t::text like :hex")
                          .bind("clear", "%" + random.substring(0, 20) + "%")
                          .bind("hex", "%" + hex(random.substring(0, 20)) + "%")
                          .mapTo(Long.class)
                          .one());
      assertThat(rows).as(table).isZero();
    }
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode create() throws Exception {
    Answer answer = server.post("/v1/callback-secrets", "{}");
    assertThat(answer.status()).isEqualTo(201);
    return answer.json();
  }

  private static void delete(JsonNode secret) throws Exception {
    String path = "/v1/callback-secrets/" + secret.path("id").stringValue();
    Answer answer = server.send("DELETE", path, server.testKey(), null, java.util.Map.of());
    assertThat(answer.status()).isEqualTo(204);
  }

  private static Received callback() throws Exception {
    server.create("google/veo3.1", body());
    return receiver.take();
  }

  private static String body() {
    return "{\"input\": {\"prompt\": \"x\"}, \"callback_url\": \"%s\", \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}"
        .formatted(receiver.url());
  }
}
