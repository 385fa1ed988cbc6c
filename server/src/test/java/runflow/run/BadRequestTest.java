package runflow.run;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.Footprint;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Requests that are wrong before their input is looked at. */
class BadRequestTest {
  private static final String PATH = "/v1/models/google/veo3.1/runs";
  private static final String GOOD = "{\"input\":{\"prompt\":\"x\"}}";

  private static TestServer server;
  private Footprint before = new Footprint(Map.of(), Map.of());

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void look() {
    before = Footprint.of(server.db());
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(Footprint.of(server.db())).isEqualTo(before);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("blank", " \n".getBytes(UTF_8)),
        Arguments.of("cut", "{\"input\":".getBytes(UTF_8)),
        Arguments.of("cut in a string", "{\"input\":{\"prompt\":\"x".getBytes(UTF_8)),
        Arguments.of("words", "hello".getBytes(UTF_8)),
        Arguments.of("a form", "input=x".getBytes(UTF_8)),
        Arguments.of("text after it", (GOOD + "x").getBytes(UTF_8)),
        Arguments.of("two objects", (GOOD + GOOD).getBytes(UTF_8)),
        Arguments.of(
            "twice the same", "{\"input\":{\"prompt\":\"x\"},\"input\":{}}".getBytes(UTF_8)),
        Arguments.of(
            "twice inside", "{\"input\":{\"prompt\":\"x\",\"prompt\":\"y\"}}".getBytes(UTF_8)),
        Arguments.of("single quotes", "{'input':{'prompt':'x'}}".getBytes(UTF_8)),
        Arguments.of("comment", ("/* a */" + GOOD).getBytes(UTF_8)),
        Arguments.of("NaN", "{\"input\":{\"prompt\":\"x\",\"seed\":NaN}}".getBytes(UTF_8)),
        Arguments.of("raw newline", "{\"input\":{\"prompt\":\"a\nb\"}}".getBytes(UTF_8)),
        Arguments.of("deep", nested("[", "]", 100_000)),
        Arguments.of("deep objects", nested("{\"a\":", "}", 65)),
        Arguments.of("long name", ("{\"" + "n".repeat(60_000) + "\":1}").getBytes(UTF_8)),
        Arguments.of(
            "long number", ("{\"input\":{\"seed\":" + "1".repeat(5000) + "}}").getBytes(UTF_8)),
        Arguments.of("UTF-16", GOOD.getBytes(UTF_16)),
        Arguments.of("UTF-16LE", GOOD.getBytes(UTF_16LE)),
        Arguments.of("invalid UTF-8", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}),
        Arguments.of("a list", "[]".getBytes(UTF_8)),
        Arguments.of("null", "null".getBytes(UTF_8)),
        Arguments.of("a text", "\"x\"".getBytes(UTF_8)),
        Arguments.of("a number", "7".getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aBodyThatIsNoJsonObjectIs400(String name, byte[] body) throws Exception {
    Refusal.of(post(PATH, BodyPublishers.ofByteArray(body)), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"input\":\"x\"}", "{\"input\":[]}", "{\"input\":null}"})
  void anObjectWithoutInputIs422(String body) throws Exception {
    Refusal refusal = Refusal.of(server.post(PATH, body), 422, "VALIDATION_FAILED");
    assertThat(refusal.about("input")).contains("`input`");
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    Answer answer =
        post(
            PATH + "?dry_run=true",
            BodyPublishers.ofString(
                "\uFEFF{\"input\":{\"prompt\":\"ü\"},\"metadata\":{\"a\":1.50}}"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().at("/input/prompt").stringValue()).isEqualTo("ü");
  }

  @Test
  void anotherMediaTypeIs415() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "json")) {
      Answer answer =
          server.send("POST", PATH, server.testKey(), GOOD, Map.of("Content-Type", type));
      assertThat(Refusal.of(answer, 415, "UNSUPPORTED_MEDIA_TYPE").message()).contains(type);
    }
    Answer untyped =
        server.send("POST", PATH, BodyPublishers.ofString(GOOD), authorized(server.testKey()));
    Refusal.of(untyped, 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void twentyMegabytesAre413WithOrWithoutALength() throws Exception {
    byte[] big = ("{\"input\":{\"prompt\":\"" + "x".repeat(20_000_000) + "\"}}").getBytes(UTF_8);
    Refusal.of(post(PATH, BodyPublishers.ofByteArray(big)), 413, "PAYLOAD_TOO_LARGE");
    Refusal.of(
        post(PATH, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big))),
        413,
        "PAYLOAD_TOO_LARGE");
  }

  @Test
  void withoutAKnownKeyItIs401() throws Exception {
    for (String authorization :
        List.of("Basic dTpw", "Bearer", "Bearer rf_test_" + "a".repeat(52), "rf", "Bearer a b")) {
      Answer answer =
          server.send(
              "POST",
              PATH,
              BodyPublishers.ofString(GOOD),
              Map.of("Authorization", authorization, "Content-Type", "application/json"));
      Refusal.of(answer, 401, "UNAUTHORIZED");
      assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer realm=\"runflow\"");
    }
    Refusal.of(server.send("POST", PATH, "", GOOD, Map.of()), 401, "UNAUTHORIZED");
    Refusal.of(server.send("POST", PATH, "", "{", Map.of()), 401, "UNAUTHORIZED");
  }

  @Test
  void aServiceKeyCannotCreate() throws Exception {
    Refusal refusal =
        Refusal.of(
            server.send("POST", PATH, server.serviceKey(), GOOD, Map.of()),
            403,
            "PERMISSION_DENIED");
    assertThat(refusal.message()).contains("service key", "live or test key");
    Refusal.of(server.post("/v1/admin/credits", "{\"amount\":\"1\"}"), 403, "PERMISSION_DENIED");
  }

  @Test
  void anUnknownModelIs404WithTheNearestName() throws Exception {
    Refusal refusal = Refusal.of(server.create("google/veo9", GOOD), 404, "MODEL_NOT_FOUND");
    assertThat(refusal.message()).contains("google/veo9", "google/veo3.1");
    Refusal.of(server.create("x".repeat(3000), GOOD), 404, "MODEL_NOT_FOUND");
  }

  /** The contract's order of checks: the body is judged before the model is looked up. */
  @Test
  void aMalformedBodyForAnUnknownModelIs400() throws Exception {
    Refusal.of(server.create("google/veo9", "{"), 400, "BAD_REQUEST");
  }

  @Test
  void anotherMethodIs405() throws Exception {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
      Answer answer = server.send(method, PATH, server.testKey(), null, Map.of());
      Refusal.of(answer, 405, "METHOD_NOT_ALLOWED");
      assertThat(answer.header("Allow")).hasValue("POST");
    }
  }

  @Test
  void anIdempotencyKeyOutOfBoundsIs400() throws Exception {
    Answer answer =
        server.send(
            "POST", PATH, server.testKey(), GOOD, Map.of("Idempotency-Key", "k".repeat(256)));
    assertThat(Refusal.of(answer, 400, "BAD_REQUEST").message()).contains("255", "256");
  }

  @Test
  void aWaitOutOfBoundsIs400() throws Exception {
    for (String wait : List.of("wait=0", "wait=61")) {
      Answer answer = server.send("POST", PATH, server.testKey(), GOOD, Map.of("Prefer", wait));
      Refusal.of(answer, 400, "BAD_REQUEST");
    }
  }

  @Test
  void aQueryThatCannotBeDecodedIs400() throws Exception {
    Answer answer = server.get("/v1/billing/transactions?limit=0");
    assertThat(Refusal.of(answer, 400, "BAD_REQUEST").message()).contains("`limit`", "500");
  }

  @Test
  void creditForNothingIs422() throws Exception {
    for (String body : List.of("{}", "{\"amount\":-1}", "{\"amount\":\"x\"}", "[]", "")) {
      Answer answer = server.send("POST", "/v1/admin/credits", server.serviceKey(), body, Map.of());
      assertThat(answer.status()).as("%s: %s", body, answer).isIn(400, 422);
      Refusal.of(answer);
    }
  }

  @Test
  void anotherOrganisationsRunIsUnknownOnEveryRoute() throws Exception {
    String stranger = server.strangerKey();
    Answer created =
        server.create(
            "google/veo3.1",
            """
            {"input": {"prompt": "x"}, "callback_url": "http://127.0.0.1:1/hook",
             "metadata": {"sandbox": {"delay_ms": 3600000}}}
            """);
    String run = "/v1/runs/" + created.json().path("id").stringValue();
    for (String key : List.of(stranger, server.liveKey())) {
      for (String[] route :
          List.of(
              new String[] {"GET", run},
              new String[] {"POST", run + "/cancellation"},
              new String[] {"GET", run + "/callback"},
              new String[] {"POST", run + "/callback-redeliveries"})) {
        Refusal.of(server.send(route[0], route[1], key, null, Map.of()), 404, "RUN_NOT_FOUND");
      }
    }
    for (String id : List.of(UUID.randomUUID().toString(), "x", "%20", "x".repeat(2000))) {
      Refusal.of(server.get("/v1/runs/" + id), 404, "RUN_NOT_FOUND");
    }
    JsonNode mine = server.get(run).json();
    assertThat(mine.path("terminal").booleanValue()).isFalse();
    assertThat(server.post(run + "/cancellation", null).status()).isEqualTo(201);
    before = Footprint.of(server.db());
  }

  private static Answer post(String path, BodyPublisher body) throws Exception {
    var headers = new HashMap<>(authorized(server.testKey()));
    headers.put("Content-Type", "application/json");
    headers.put("Idempotency-Key", UUID.randomUUID().toString());
    return server.send("POST", path, body, headers);
  }

  private static Map<String, String> authorized(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  private static byte[] nested(String open, String close, int depth) {
    return ("{\"input\":" + open.repeat(depth) + "1" + close.repeat(depth) + "}").getBytes(UTF_8);
  }
}
