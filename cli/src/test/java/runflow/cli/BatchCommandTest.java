package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.cli.CommandLineHarness.Ended;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchCommandTest {
  private static final String CREATE = "POST /v1/models/google/veo3.1/batches";

  @TempDir private Path folder;
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void eachLineBecomesARunAndTheTableTellsTheirEnds() throws IOException {
    api.on(CREATE, 201, batch("queued", false, 0, 0, "3.20"));
    api.on("GET /v1/batches/b1", 200, batch("running", false, 1, 0, "3.20"));
    api.on("GET /v1/batches/b1", 200, batch("partial_succeeded", true, 1, 1, "1.60"));
    api.on(
        "GET /v1/batches/b1/items?limit=100",
        200,
        """
        {"items":[
          {"run":{"id":"r1","status_code":"succeeded","terminal":true,"client_ref":"fox-1",
            "cost":"1.60","output":{"outputs":[{"url":"http://files/1.mp4","type":"video"}]}}},
          {"run":{"id":"r2","status_code":"failed","terminal":true,"cost":"0.00",
            "failure_message":"the prompt was blocked"}}],
         "next_pq":null,"prev_pq":null}
        """);
    Path file =
        Files.writeString(
            folder.resolve("items.jsonl"),
            """
            {"prompt": "A fox", "client_ref": "fox-1"}

            {"input": {"prompt": "A wolf"}, "metadata": {"order": 7}}
            """);

    Ended ended = run("batch", "google/veo3.1", "--file", file.toString());

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    JsonNode sent = new JsonMapper().readTree(api.bodyOf(CREATE)).path("items");
    assertThat(sent.get(0).at("/input/prompt").stringValue()).isEqualTo("A fox");
    assertThat(sent.get(0).path("input").has("client_ref")).isFalse();
    assertThat(sent.get(0).path("client_ref").stringValue()).isEqualTo("fox-1");
    assertThat(sent.get(1).at("/metadata/order").intValue()).isEqualTo(7);
    assertThat(ended.out().lines())
        .anySatisfy(
            line -> assertThat(line).contains("fox-1", "succeeded", "$1.60", "http://files/1.mp4"))
        .anySatisfy(
            line -> assertThat(line).contains("r2", "failed", "$0.00", "the prompt was blocked"))
        .anySatisfy(line -> assertThat(line).startsWith("partial_succeeded: 1 of 2 succeeded"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}{                          | line 1",
        "[1]                          | line 1",
        "{\"input\":7}                | `input`",
        "{\"input\":{},\"extra\":1}   | `extra`",
        "{\"client_ref\":1}           | `client_ref`",
        "' '                          | 1 to 100"
      })
  void aFileThatIsNoBatchIsExplained(String content, String named) throws IOException {
    String text = content.equals("' '") ? "" : content;
    Path file = Files.writeString(folder.resolve("bad.jsonl"), text);
    Ended ended = run("batch", "google/veo3.1", "--file", file.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("--file", named);
    assertThat(api.seen()).isEmpty();
  }

  private Ended run(String... args) {
    return CommandLineHarness.run(
        Map.of("RUNFLOW_BASE_URL", api.url(), "RUNFLOW_API_KEY", "rf_test_1"), args);
  }

  private static String batch(
      String status, boolean terminal, int succeeded, int failed, String cost) {
    return """
        {"id":"b1","status_code":"%s","terminal":%s,"model":"google/veo3.1","items_total":2,
         "items_succeeded":%d,"items_failed":%d,"items_cancelled":0,"cost":"%s","items":[]}
        """
        .formatted(status, terminal, succeeded, failed, cost);
  }
}
