package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class RunLifecycleTest {
  private static final String MODEL = "google/veo3.1";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void anInstantRunSucceedsIsBilledAndCalledBack() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      JsonNode run =
          server.createAndFinish(
              MODEL,
              """
              {"input": {"prompt": "a lake", "duration": "4s"}, "callback_url": "%s",
               "metadata": {"sandbox": {"instant": true}}}
              """
                  .formatted(receiver.url()));

      assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(run.path("cost").stringValue()).isEqualTo("1.60");
      assertThat(receiver.take().text()).contains("\"event\":\"run.completed\"");
    }
  }

  @Test
  void aScriptedFailureCostsNothing() throws Exception {
    Answer created =
        server.create(
            MODEL,
            """
            {"input": {"prompt": "x"}, "metadata": {"sandbox": {"fail": "CONTENT_BLOCKED"}}}
            """);
    assertThat(created.status()).isEqualTo(201);
  }
}
