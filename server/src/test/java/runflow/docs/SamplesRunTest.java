package runflow.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.catalog.Model;
import runflow.json.Json;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The programs of each page, as a reader copies them, create a run on the server of the page. */
class SamplesRunTest {
  private static TestServer server;
  private static CallbackReceiver receiver;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    receiver = CallbackReceiver.answering(200);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    receiver.close();
  }

  static Stream<String> models() {
    return Rendered.CATALOG.all().stream().map(Model::id);
  }

  @ParameterizedTest
  @MethodSource("models")
  void createTheSameRun(String id) throws Exception {
    String page = server.get("/docs/models/" + id + ".md").text();
    Model model = Rendered.CATALOG.find(id).orElseThrow();

    JsonNode curl = run(page, "bash", "bash", "-s");
    JsonNode python = run(page, "python", "python3", "-");
    JsonNode node = run(page, "javascript", "node", "--input-type=module", "-");

    for (JsonNode run : List.of(curl, python, node)) {
      assertThat(run.path("model").stringValue()).isEqualTo(id);
      assertThat(run.path("input")).isEqualTo(curl.path("input"));
      assertThat(run.path("callback_url").stringValue()).isEqualTo(receiver.url());
    }
    model
        .examples(server.baseUrl())
        .getFirst()
        .properties()
        .forEach(
            field ->
                assertThat(curl.path("input").path(field.getKey())).isEqualTo(field.getValue()));
  }

  /**
   * Runs a program, finds the run that it printed, in JSON or as Python or Node show it, and
   * cancels the run, so that nothing is rendered.
   */
  private static JsonNode run(String page, String language, String... command) throws Exception {
    String program =
        Rendered.code(page, language)
            .getFirst()
            .replace("https://your-server.com/webhook", receiver.url());
    String printed = output(program, command);
    var id = Pattern.compile("['\"]?id['\"]?: ?['\"]([0-9a-f-]{36})").matcher(printed);
    assertThat(id.find()).as(printed).isTrue();
    assertThat(printed).containsPattern("['\"]?status_code['\"]?: ?['\"]queued['\"]");
    String path = "/v1/runs/" + id.group(1);
    assertThat(server.post(path + "/cancellation", null).status()).isIn(200, 201);
    return Json.tree(server.get(path).body());
  }

  private static String output(String program, String... command) throws Exception {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("RUNFLOW_API_KEY", server.testKey(), "NO_PROXY", "*"));
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(program.getBytes(UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(complaint).isZero();
    return printed;
  }
}
