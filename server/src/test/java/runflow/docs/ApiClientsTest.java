package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.fake.NodeScripts;
import runflow.json.Json;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What others make of the OpenAPI document: a public linter, and a generator of clients. */
class ApiClientsTest {
  private static final String DOCUMENT = "openapi.json";

  private static TestServer server;
  private static NodeScripts scripts;

  @BeforeAll
  static void start() throws Exception {
    scripts = NodeScripts.install(Path.of("src/test/node"), Path.of("target/node"));
    server = TestServer.start();
    Files.write(scripts.folder().resolve(DOCUMENT), server.get("/openapi.json").body());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aStrictLinterFindsNothing() throws Exception {
    scripts.run("", "node_modules/.bin/redocly", "lint", DOCUMENT, "--config", "redocly.yaml");
  }

  @Test
  void aGeneratedClientCompilesAndMakesARun() throws Exception {
    server.keepClip("1280x720-4s-sound");
    // A field with a default may be left out of a request.
    scripts.run(
        "",
        "node_modules/.bin/openapi-typescript",
        DOCUMENT,
        "--default-non-nullable=false",
        "--output",
        "api.d.ts");
    scripts.run("", "node_modules/.bin/tsc", "--project", ".");
    JsonNode found =
        Json.tree(scripts.run("", "node", "built/client.js", server.baseUrl(), server.testKey()));
    assertThat(found.path("status").stringValue()).isEqualTo("succeeded");
    assertThat(found.path("url").stringValue()).startsWith(server.baseUrl() + "/v1/files/");
    assertThat(found.path("available").stringValue()).isEqualTo("9998.40");
  }
}
