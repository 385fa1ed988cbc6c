package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.money.Money;
import runflow.testing.Answer;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class DryRunTest {
  private static final String RUNS = "/v1/models/google/veo3.1/runs";
  private static final String LITE = "/v1/models/google/veo3.1/lite/runs";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    // No money, and a provider for live keys that the lite model has no route to.
    server =
        TestServer.start(
            TestServer.Options.standard()
                .with("credit.test", "2")
                .live("elsewhere", ScriptedProvider.named("elsewhere")));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void pricesAndNamesTheProviderButStoresAndSpendsNothing() throws Exception {
    Money before = server.available();
    Answer answer =
        server.post(
            RUNS + "?dry_run=true", "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode plan = answer.json();
    assertThat(plan.path("cost").stringValue()).isEqualTo("1.60");
    assertThat(plan.path("provider").stringValue()).isEqualTo("sandbox");
    assertThat(plan.path("input").path("resolution").stringValue()).isEqualTo("720p");
    assertThat(plan.path("cost_breakdown").isMissingNode()).isFalse();
    assertThat(server.available()).isEqualTo(before);
    assertThat(runs()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test | /v1/models/google/veo3.1/runs      | {\"input\": {}}                       | 422",
        "test | /v1/models/google/veo3.1/runs      | {\"input\": {\"prompt\": \"x\"}}      | 402",
        "test | /v1/models/google/veo4/runs        | {\"input\": {\"prompt\": \"x\"}}      | 404",
        "live | /v1/models/google/veo3.1/lite/runs | {\"input\": {\"prompt\": \"x\"}}      | 503",
        "test | /v1/models/google/veo3.1/runs      | [1]                                   | 400"
      })
  void answersAsTheRealRequestDoes(String kind, String path, String body, int status)
      throws Exception {
    String key = kind.equals("live") ? server.liveKey() : server.testKey();
    Answer dry = server.send("POST", path + "?dry_run=true", key, body, Map.of());
    Answer real = server.send("POST", path, key, body, Map.of());

    assertThat(dry.status()).as(dry.text()).isEqualTo(status);
    assertThat(real.status()).isEqualTo(status);
    assertThat(dry.json()).isEqualTo(real.json());
    assertThat(runs()).isZero();
  }

  @Test
  void refusesWhatTheRealRequestWouldRefuseAboutItsHeaders() throws Exception {
    String body = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";
    for (Map<String, String> headers :
        java.util.List.of(Map.of("Prefer", "wait=0"), Map.of("Idempotency-Key", "k".repeat(256)))) {
      Answer dry = server.send("POST", RUNS + "?dry_run=true", server.testKey(), body, headers);
      assertThat(dry.status()).as(headers.toString()).isEqualTo(400);
    }
  }

  @Test
  void anUnavailableModelNamesWhatToConfigure() throws Exception {
    Answer answer =
        server.send("POST", LITE, server.liveKey(), "{\"input\": {\"prompt\": \"x\"}}", Map.of());

    assertThat(answer.json().path("code").stringValue()).isEqualTo("MODEL_UNAVAILABLE");
    assertThat(answer.json().path("message").stringValue()).contains("vertex");
  }

  private static long runs() {
    return server
        .db()
        .query(sql -> sql.createQuery("select count(*) from run").mapTo(Long.class).one());
  }
}
