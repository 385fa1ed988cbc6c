package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The three programs send the same body, whatever its characters. */
class SamplesTest {
  private static final String CRUEL =
      "{\"prompt\":\"it's \\\"so\\\" $HOME `id` \\\\ \\n 😀 %s ${x} JSON\",\"audio\":false,"
          + "\"list\":[1,{\"a\":null}],\"empty\":{}}";

  @Test
  void awkwardCharactersSurvive() throws Exception {
    ObjectNode input = (ObjectNode) Json.tree(CRUEL);
    var samples = new Samples("http://127.0.0.1:8080/v1/models/a/b/runs", input);
    assertThat(pythonBody(samples.python()).path("input")).isEqualTo(input);
    assertThat(nodeBody(samples.node()).path("input")).isEqualTo(input);
    assertThat(curlBody(samples.curl()).path("input")).isEqualTo(input);
  }

  @Test
  void theKeyComesFromTheEnvironment() {
    String page = Rendered.model("google/veo3.1");
    assertThat(page)
        .contains("os.environ[\"RUNFLOW_API_KEY\"]")
        .contains("process.env.RUNFLOW_API_KEY")
        .contains("\"Authorization: Bearer $RUNFLOW_API_KEY\"")
        .contains("\"generate_audio\": True")
        .doesNotContain("api.runflow.io");
    assertThat(Rendered.model("google/veo3.1/fast/image-to-video"))
        .contains("\"image_url\": \"http://127.0.0.1:8080/examples/cathedral.jpg\"");
  }

  /** Puts a stand-in for the library in front, so that the program prints what it would send. */
  private static JsonNode pythonBody(String program) throws Exception {
    String stub =
        """
        import json, os, sys, types
        os.environ["RUNFLOW_API_KEY"] = "rf_test_x"
        def post(url, headers, json):
            assert headers == {"Authorization": "Bearer rf_test_x"} and url.endswith("/runs")
            sys.stdout.write(__import__("json").dumps(json))
            return types.SimpleNamespace(json=lambda: "")
        sys.modules["requests"] = types.SimpleNamespace(post=post)
        """;
    return Json.tree(Program.run(stub + program, "python3", "-"));
  }

  private static JsonNode nodeBody(String program) throws Exception {
    String stub =
        """
        process.env.RUNFLOW_API_KEY = "rf_test_x";
        globalThis.fetch = (url, request) => {
          if (request.headers.Authorization !== "Bearer rf_test_x") throw new Error("key");
          process.stdout.write(request.body);
          return { json: () => "" };
        };
        """;
    return Json.tree(Program.run(stub + program, "node", "--input-type=module", "-"));
  }

  private static JsonNode curlBody(String program) throws Exception {
    return Json.tree(Program.run("curl() { cat; }\n" + program, "bash", "-s"));
  }
}
