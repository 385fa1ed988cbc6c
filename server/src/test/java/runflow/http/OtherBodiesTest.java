package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.Footprint;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** The routes beside the creation of runs refuse bad bodies in the same way. */
class OtherBodiesTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{",
        "{\"amount\":null}",
        "{\"amount\":\"\"}",
        "{\"amount\":\"x\"}",
        "{\"amount\":0}",
        "{\"amount\":-1}",
        "{\"amount\":\"1e400\"}",
        "{\"amount\":1e400}",
        "{\"amount\":\"0.0000001\"}",
        "{\"amount\":\"99999999999999999999\"}",
        "{\"amount\":\"9223372036854\"}",
        "{\"amount\":[1]}",
        "{\"amount\":\"1\",\"note\":\"a\\u0000b\"}",
        "{\"amount\":\"1\",\"note\":\"\\ud800\"}",
      })
  void badCreditIsRefusedAndAddsNothing(String body) throws Exception {
    Footprint before = Footprint.of(server.db());
    Answer answer = server.send("POST", "/v1/admin/credits", server.serviceKey(), body, Map.of());
    assertThat(answer.status()).as("%s", answer).isIn(400, 422);
    Refusal.of(answer);
    assertThat(Footprint.of(server.db())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"x\"",
        "{",
        "{\"label\":7}",
        "{\"label\":\"a\\u0000b\"}",
        "{\"label\":\"\\ud800\"}",
        "{\"label\":{\"a\":[[[]]]}}",
      })
  void aBadSecretIsRefused(String body) throws Exception {
    Answer answer = server.post("/v1/callback-secrets", body);
    assertThat(answer.status()).as("%s", answer).isIn(400, 422);
    Refusal.of(answer);
    assertThat(server.get("/v1/callback-secrets").json().path("items")).isEmpty();
  }

  @Test
  void badPagesAreRefused() throws Exception {
    for (String query :
        List.of(
            "limit=0",
            "limit=501",
            "limit=x",
            "limit=",
            "pq=x",
            "pq=-1",
            "pq=999999999999999999")) {
      Answer answer = server.get("/v1/billing/transactions?" + query);
      Refusal.of(answer, 400, "BAD_REQUEST");
    }
  }

  @Test
  void onlyOperatorsAdminister() throws Exception {
    for (String path : List.of("/v1/admin/credits", "/v1/admin/runs/x/cancellation")) {
      Refusal.of(server.post(path, "{}"), 403, "PERMISSION_DENIED");
      Refusal.of(server.send("POST", path, "", "{}", Map.of()), 401, "UNAUTHORIZED");
    }
  }
}
