package runflow.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.Footprint;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a create request may get wrong, field by field: each is 422, names its place, and leaves
 * nothing behind. The server is one that faces the world, so loopback is forbidden too.
 */
class BadInputTest {
  private static final String TEXT = "google/veo3.1";
  private static final String IMAGE = "google/veo3.1/fast/image-to-video";
  private static final String PICTURE = "https://example.com/a.png";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().with("http.dev", "false"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /**
   * One mistake.
   *
   * @param place as in {@code errors[].loc}
   * @param says what the sentence about it must contain
   */
  record Mistake(String name, String model, String body, String place, List<String> says) {
    @Override
    public String toString() {
      return name + " " + model;
    }
  }

  static Stream<Mistake> inputs() {
    return Stream.of(TEXT, IMAGE)
        .flatMap(
            model ->
                Stream.of(
                    input("no prompt", model, "", "prompt", "required", "`prompt`"),
                    input("prompt a number", model, "\"prompt\":7", "prompt", "string"),
                    input("prompt null", model, "\"prompt\":null", "prompt", "string"),
                    input("prompt a list", model, "\"prompt\":[\"x\"]", "prompt", "string"),
                    input("prompt empty", model, "\"prompt\":\"\"", "prompt", "empty"),
                    input(
                        "prompt too long",
                        model,
                        "\"prompt\":\"" + "x".repeat(32_769) + "\"",
                        "prompt",
                        "32768",
                        "32769"),
                    also("duration 5s", model, "duration", "\"5s\"", "4s", "6s", "8s", "5s"),
                    also("duration a number", model, "duration", "8", "4s", "number"),
                    also("duration null", model, "duration", "null", "4s"),
                    also("resolution 480p", model, "resolution", "\"480p\"", "720p", "480p"),
                    also("aspect 1:1", model, "aspect_ratio", "\"1:1\"", "16:9", "9:16"),
                    also("safety 7", model, "safety_tolerance", "\"7\"", "1", "6", "7"),
                    also("safety a number", model, "safety_tolerance", "4", "quotes"),
                    also("seed a string", model, "seed", "\"1\"", "integer"),
                    also("seed a fraction", model, "seed", "1.5", "integer"),
                    also("seed too big", model, "seed", "9223372036854775808", "seed"),
                    also("seed vast", model, "seed", "1e400", "seed"),
                    also("audio a string", model, "generate_audio", "\"yes\"", "true or false"),
                    also("auto_fix a number", model, "auto_fix", "1", "true or false"),
                    also("unknown field", model, "durration", "\"4s\"", "`duration`"),
                    also("nothing near", model, "zzz", "1", "unknown field")));
  }

  static Stream<Mistake> pictures() {
    return Stream.of(
        input(
            "aspect auto",
            TEXT,
            "\"prompt\":\"x\",\"aspect_ratio\":\"auto\"",
            "aspect_ratio",
            "16:9"),
        input(
            "image for text",
            TEXT,
            "\"prompt\":\"x\",\"image_url\":\"" + PICTURE + "\"",
            "image_url",
            "unknown"),
        new Mistake(
            "image missing",
            IMAGE,
            "{\"input\":{\"prompt\":\"x\"}}",
            "input.image_url",
            List.of("required")),
        image("null", "null", "string"),
        image("a number", "7", "string"),
        image("empty", "\"\"", "empty"),
        image("relative", "\"picture.png\"", "https://", "picture.png"),
        image("without scheme", "\"//example.com/a.png\"", "https://"),
        image("a file", "\"file:///etc/passwd\"", "https://"),
        image("ftp", "\"ftp://example.com/a.png\"", "https://"),
        image("javascript", "\"javascript:alert(1)\"", "https://"),
        image("credentials", "\"https://u:p@example.com/a.png\"", "user name"),
        image("plain http", "\"http://example.com/a.png\"", "https://"),
        image("without host", "\"https:///a.png\"", "host"),
        image("a space", "\"https://example.com/a b.png\"", "URL"),
        image("too long", "\"https://example.com/" + "x".repeat(2048) + "\"", "2048"),
        image("cloud metadata", "\"https://169.254.169.254/latest\"", "169.254.169.254"),
        image("metadata by name", "\"https://metadata.google.internal/\"", "metadata"),
        image("loopback", "\"https://127.0.0.1/a.png\"", "127.0.0.1"),
        image("loopback as a number", "\"https://2130706433/a.png\"", "127.0.0.1"),
        image("private", "\"https://10.0.0.1/a.png\"", "10.0.0.1"),
        image("IPv6 loopback", "\"https://[::1]/a.png\"", "::1"),
        image("asset id malformed", "\"runflow://assets/7\"", "runflow://assets/"),
        image("asset unknown", "\"runflow://assets/" + new UUID(7, 7) + "\"", "not found", "asset"),
        image("data: of a text", data("text/plain", "hello".getBytes(UTF_8)), "data:image/"),
        image("data: without base64", "\"data:image/png,abc\"", "base64"),
        image("data: broken base64", "\"data:image/png;base64,@@@@\"", "base64"),
        image("data: not a picture", data("image/png", "hello!".getBytes(UTF_8)), "not a picture"),
        image(
            "data: SVG dressed as PNG",
            data("image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)),
            "JPEG, PNG or WebP"),
        image("data: PNG bomb", data("image/png", Pictures.hugePng()), "50000"),
        image("data: JPEG bomb", data("image/jpeg", Pictures.hugeJpeg()), "50000"),
        image("data: WebP bomb", data("image/webp", Pictures.hugeWebp()), "16777216"),
        image(
            "data: PNG cut",
            data("image/png", Arrays.copyOf(Pictures.png(64, 64), 12)),
            "damaged"));
  }

  static Stream<Mistake> parameters() {
    return Stream.of(
        field("callback ftp", "callback_url", "\"ftp://x.example/a\"", "https://"),
        field("callback relative", "callback_url", "\"/hook\"", "https://"),
        field("callback empty", "callback_url", "\"\"", "https://"),
        field("callback a script", "callback_url", "\"javascript:alert(1)\"", "https://"),
        field("callback credentials", "callback_url", "\"http://u:p@example.com/\"", "user"),
        field("callback too long", "callback_url", "\"" + "x".repeat(3000) + "\"", "2048"),
        field("callback a number", "callback_url", "7", "text", "number"),
        field("callback metadata", "callback_url", "\"http://169.254.169.254/l\"", "169.254"),
        field("callback port", "callback_url", "\"https://example.com:99999/\"", "65535"),
        field("metadata a list", "metadata", "[]", "object", "list"),
        field("metadata a text", "metadata", "\"x\"", "object", "text"),
        field("metadata 16 KiB", "metadata", "{\"a\":\"" + "x".repeat(16_384) + "\"}", "16 KiB"),
        place("metadata NUL", "\"metadata\":{\"a\":\"x\\u0000\"}", "metadata.a", "U+0000"),
        place("metadata half pair", "\"metadata\":{\"a\":[\"\\ud83d\"]}", "metadata.a.0", "half"),
        place("prompt NUL", "\"client_ref\":\"\\u0000\"", "client_ref", "U+0000"),
        field("client_ref too long", "client_ref", "\"" + "x".repeat(256) + "\"", "255", "256"),
        field("client_ref a number", "client_ref", "1", "text"),
        field("deadline 0", "deadline_seconds", "0", "86400"),
        field("deadline negative", "deadline_seconds", "-1", "-1"),
        field("deadline too far", "deadline_seconds", "86401", "86401"),
        field("deadline a fraction", "deadline_seconds", "1.5", "1.5"),
        field("deadline a text", "deadline_seconds", "\"60\"", "whole number"),
        field("deadline vast", "deadline_seconds", "99999999999999999999", "86400"),
        field("unknown parameter", "callbak_url", "1", "callback_url"),
        place("sandbox a text", "\"metadata\":{\"sandbox\":\"x\"}", "metadata.sandbox", "object"),
        place("sandbox unknown", sandbox("\"dellay\":1"), "metadata.sandbox.dellay", "delay_ms"),
        place("sandbox delay", sandbox("\"delay_ms\":-1"), "metadata.sandbox.delay_ms", "3600000"),
        place("sandbox delay vast", sandbox("\"delay_ms\":1e99"), "metadata.sandbox.delay_ms", "1"),
        place("sandbox fail", sandbox("\"fail\":\"NO\""), "metadata.sandbox.fail", "INTERNAL"),
        place("sandbox nsfw", sandbox("\"nsfw\":1"), "metadata.sandbox.nsfw", "true or false"),
        place("sandbox instant", sandbox("\"instant\":\"y\""), "metadata.sandbox.instant", "true"));
  }

  static Stream<Mistake> loopbackSpellings() {
    return Stream.of(
            "http://localhost/hook",
            "http://LOCALHOST./hook",
            "http://a.localhost/hook",
            "http://127.0.0.1/hook",
            "http://127.1/hook",
            "http://0x7f.1/hook",
            "http://0177.0.0.1/hook",
            "http://2130706433/hook",
            "http://0/hook",
            "http://[::1]/hook",
            "http://[::ffff:127.0.0.1]/hook",
            "http://[::ffff:7f00:1]/hook",
            "http://[0:0:0:0:0:0:0:1]:8080/hook",
            "http://[64:ff9b::7f00:1]/hook",
            "http://10.1.2.3/hook",
            "http://192.168.0.1/hook",
            "http://100.64.0.1/hook",
            "http://[fe80::1]/hook",
            "http://[fd00:ec2::254]/hook")
        .map(url -> field(url, "callback_url", "\"" + url + "\"", "callback_url"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"inputs", "pictures", "parameters", "loopbackSpellings"})
  void isRefusedByNameAndLeavesNothingBehind(Mistake mistake) throws Exception {
    Footprint before = Footprint.of(server.db());

    Refusal refusal = Refusal.of(create(mistake.model(), mistake.body()), 422, "VALIDATION_FAILED");

    assertThat(refusal.places()).containsExactly(mistake.place());
    assertThat(refusal.about(mistake.place()))
        .contains(mistake.says())
        .isEqualTo(refusal.message());
    assertThat(Footprint.of(server.db())).isEqualTo(before);
  }

  @Test
  void everyProblemIsToldAtOnce() throws Exception {
    Refusal refusal =
        Refusal.of(
            create(
                TEXT,
                """
                {"input": {"duration": "5s", "resolution": "480p", "durration": "4s", "seed": "1"},
                 "callback_url": "ftp://x", "metadata": [], "client_ref": 1,
                 "deadline_seconds": 0, "extra": true}
                """),
            422,
            "VALIDATION_FAILED");

    assertThat(refusal.places())
        .containsExactlyInAnyOrder(
            "input.prompt",
            "input.duration",
            "input.resolution",
            "input.durration",
            "input.seed",
            "callback_url",
            "metadata",
            "client_ref",
            "deadline_seconds",
            "extra");
    assertThat(refusal.message()).contains("10 fields");
  }

  @Test
  void aDryRunRefusesTheSame() throws Exception {
    String body = "{\"input\":{\"prompt\":\"\"}}";
    Answer real = create(TEXT, body);
    Answer dry = server.post("/v1/models/" + TEXT + "/runs?dry_run=true", body);
    assertThat(dry.text()).isEqualTo(real.text());
  }

  private static Answer create(String model, String body) throws Exception {
    return server.send(
        "POST",
        "/v1/models/" + model + "/runs",
        server.testKey(),
        body,
        Map.of("Idempotency-Key", UUID.randomUUID().toString()));
  }

  private static Mistake input(
      String name, String model, String fields, String place, String... says) {
    ObjectNode input = (ObjectNode) Json.tree("{" + fields + "}");
    if (model.equals(IMAGE) && !input.has("image_url")) {
      input.put("image_url", PICTURE);
    }
    return new Mistake(
        name, model, "{\"input\":" + Json.text(input) + "}", "input." + place, List.of(says));
  }

  private static Mistake also(
      String name, String model, String field, String value, String... says) {
    return input(name, model, "\"prompt\":\"x\",\"" + field + "\":" + value, field, says);
  }

  private static Mistake image(String name, String value, String... says) {
    return also("image " + name, IMAGE, "image_url", value, says);
  }

  private static Mistake field(String name, String field, String value, String... says) {
    return place(name, "\"" + field + "\":" + value, field, says);
  }

  private static Mistake place(String name, String fields, String place, String... says) {
    String body = "{\"input\":{\"prompt\":\"x\"}," + fields + "}";
    return new Mistake(name, TEXT, body, place, List.of(says));
  }

  private static String sandbox(String script) {
    return "\"metadata\":{\"sandbox\":{" + script + "}}";
  }

  private static String data(String type, byte[] bytes) {
    return "\"data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes) + "\"";
  }
}
