package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import runflow.testing.Wire;
import tools.jackson.databind.JsonNode;

/** The listener and the pipeline, as every kind of client meets them. */
class HttpTest {
  private static final String CONTINUED = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

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
  void aWellFormedRequestIdIsKept() throws Exception {
    for (String id : List.of("a", "A-z_0", "x".repeat(64))) {
      assertThat(idFor(id)).isEqualTo(id);
    }
  }

  @Test
  void anyOtherRequestIdIsReplaced() throws Exception {
    for (String id : List.of("", " ", "a b", "x".repeat(65), "<script>", "a,b")) {
      assertThat(idFor(id)).isNotEqualTo(id).matches("[0-9a-f-]{36}");
    }
  }

  @Test
  void headAnswersAsGetWithoutABody() throws Exception {
    for (String path : List.of("/v1/health", "/llms.txt", "/openapi.json", "/v1/nothing")) {
      Answer get = server.get(path);
      Answer head = server.send("HEAD", path, server.testKey(), null, Map.of());
      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.body()).isEmpty();
      assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
      assertThat(head.header("Content-Length")).hasValue(Integer.toString(get.body().length));
    }
  }

  @Test
  void http10IsServed() throws Exception {
    assertThat(exchange("GET /v1/health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /v1/health\r\n\r\n",
        "GET /v1/health HTTP/9.9\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /v1/he\u0000alth HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "G@T /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nab",
        "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ncut",
      })
  void whatIsNotProperHttpIsRefusedInTheEnvelope(String request) throws Exception {
    JsonNode problem = refused(exchange(request));
    assertThat(problem.path("code").stringValue())
        .isIn("BAD_REQUEST", "NOT_FOUND", "METHOD_NOT_ALLOWED");
  }

  @Test
  void tooLongHeadersAndLinesAreRefused() throws Exception {
    refused(
        exchange(
            "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"));
    refused(exchange("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  @Test
  void aBodyThatEndsEarlyIsTheCallersFault() throws Exception {
    String start = "POST /v1/models/google/veo3.1/runs" + CONTINUED;
    String key = "Authorization: Bearer " + server.testKey() + "\r\n";
    String json = key + "Content-Type: application/json\r\n";
    for (String rest :
        List.of(
            "Content-Length: 100\r\n\r\n{\"input\":",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"inp",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}")) {
      assertThat(refused(exchange(start + json + rest)).path("code").stringValue())
          .isEqualTo("BAD_REQUEST");
    }
  }

  @Test
  void aQueryThatCannotBeDecodedIsRefused() throws Exception {
    String key = "Authorization: Bearer " + server.testKey() + "\r\n\r\n";
    for (String query : List.of("limit=%zz", "limit=%f", "limit=%ff")) {
      String answer = exchange("GET /v1/billing/transactions?" + query + CONTINUED + key);
      assertThat(refused(answer).path("code").stringValue()).as(query).isEqualTo("BAD_REQUEST");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/health, 'GET, HEAD'",
    "/v1/callback-secrets, 'GET, HEAD, POST'",
    "/v1/callback-secrets/x, 'DELETE, GET, HEAD, PATCH'",
    "/v1/runs/x/cancellation, POST",
    "/v1/models/google/veo3.1/runs, POST",
    "/v1/models/google/veo3.1, 'GET, HEAD'",
    "/v1/admin/credits, POST",
    "/openapi.json, 'GET, HEAD'",
  })
  void anotherMethodIs405AndSaysWhichAreTaken(String path, String allowed) throws Exception {
    Answer answer = server.send("PUT", path, server.testKey(), null, Map.of());
    assertThat(Refusal.of(answer, 405, "METHOD_NOT_ALLOWED").message()).contains(path, allowed);
    assertThat(answer.header("Allow")).hasValue(allowed);
  }

  @Test
  void anUnknownPathIs404() throws Exception {
    for (String path : List.of("/", "/v1", "/v1/", "/v1/runs/", "/v1/health/")) {
      Refusal.of(server.get(path), 404, "NOT_FOUND");
    }
  }

  /** A client may encode each segment of a model's id, or the id as a whole. */
  @Test
  void aPathIsReadDecoded() throws Exception {
    for (String id : List.of("google/veo3.1", "%67oogle/veo3%2E1", "google%2Fveo3.1")) {
      Answer model = server.get("/v1/models/" + id);
      assertThat(model.json().path("id").asString("")).as("%s", model).isEqualTo("google/veo3.1");
      Answer run =
          server.post("/v1/models/" + id + "/runs?dry_run=true", "{\"input\":{\"prompt\":\"x\"}}");
      assertThat(run.status()).as("%s", run).isEqualTo(200);
    }
    assertThat(Refusal.of(server.get("/v1/models/a+b%20c"), 404, "MODEL_NOT_FOUND").message())
        .contains("`a+b c`");
  }

  @Test
  void stalledClientsHoldNobodyUp() throws Exception {
    List<Wire> stalled = new ArrayList<>();
    try {
      String begun =
          "POST /v1/models/google/veo3.1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
              + "Content-Type: application/json\r\nAuthorization: Bearer "
              + server.testKey()
              + "\r\n\r\n{";
      for (int i = 0; i < 100; i++) {
        stalled.add(Wire.to(server.baseUrl()).send(i % 2 == 0 ? begun : "GET /v1/he"));
      }
      assertThat(server.get("/v1/health").status()).isEqualTo(200);
      assertThat(server.get("/v1/billing/balance").status()).isEqualTo(200);
    } finally {
      for (Wire wire : stalled) {
        wire.close();
      }
    }
  }

  private static String idFor(String own) throws Exception {
    return server
        .send("GET", "/v1/health", "", null, Map.of("Runflow-Request-Id", own))
        .header("Runflow-Request-Id")
        .orElseThrow();
  }

  private static String exchange(String request) throws Exception {
    try (Wire wire = Wire.to(server.baseUrl())) {
      return wire.send(request).finish();
    }
  }

  private static JsonNode refused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 4").contains("Runflow-Request-Id: ");
    assertThat(answer).contains("Content-Type: application/json");
    JsonNode problem = Json.tree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(problem.path("message").asString("")).isNotBlank();
    return problem;
  }
}
