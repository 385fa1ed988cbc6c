package runflow.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.FileHost;
import runflow.testing.Footprint;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Pictures that show only when they are fetched that they cannot be had or used. */
class BadPictureTest {
  private static final String MODEL = "google/veo3.1/fast/image-to-video";
  private static final int TWENTY_MIB = 20 << 20;

  private static FileHost host;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    host = FileHost.start();
    server = TestServer.start(TestServer.Options.standard().resolver(BadPictureTest::resolve));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    host.close();
  }

  private static List<InetAddress> resolve(String name) throws UnknownHostException {
    if (name.equals("inside.example.com")) {
      return List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 7}));
    }
    throw new UnknownHostException(name);
  }

  static Stream<Arguments> pictures() {
    byte[] tooBig = Arrays.copyOf(Pictures.png(8, 8), TWENTY_MIB + 1);
    return Stream.of(
        failing("INPUT_FETCH_FAILED", "https://nowhere.example.com/a.png", "nowhere.example.com"),
        failing("INPUT_FETCH_FAILED", "https://inside.example.com/a.png", "inside.example.com"),
        failing("INPUT_FETCH_FAILED", "http://127.0.0.1:1/a.png", "127.0.0.1", "port 1"),
        failing("INPUT_FETCH_FAILED", host.url("missing.png"), "127.0.0.1", "404"),
        failing("INPUT_FETCH_FAILED", host.serve("big.png", "image/png", tooBig), "127.0.0.1"),
        unusable("page.png", "image/png", "<html>".getBytes(UTF_8), "not a picture"),
        unusable("empty.png", "image/png", new byte[0], "not a picture"),
        unusable("svg.png", "image/png", "<svg xmlns='x'/>".getBytes(UTF_8), "JPEG, PNG or WebP"),
        unusable("a.gif", "image/gif", "GIF89a".getBytes(UTF_8), "JPEG, PNG or WebP"),
        unusable("bomb.png", "image/png", Pictures.hugePng(), "50000"),
        unusable("bomb.jpg", "image/jpeg", Pictures.hugeJpeg(), "50000"),
        unusable("bomb.webp", "image/webp", Pictures.hugeWebp(), "16777216"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("pictures")
  void endsTheRunAsFailedWithTheReasonAndCostsNothing(String code, String url, List<String> says)
      throws Exception {
    var before = Footprint.of(server.db()).money();

    JsonNode run = server.createAndFinish(MODEL, body(url));

    assertThat(run.path("status_code").stringValue()).isEqualTo("failed");
    assertThat(run.path("failure_code").stringValue()).as("%s", run).isEqualTo(code);
    assertThat(run.path("failure_message").stringValue()).contains(says);
    assertThat(run.path("failure_stage_code").stringValue()).isEqualTo("preprocess");
    assertThat(run.path("error").path("code").stringValue()).isEqualTo(code);
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(Footprint.of(server.db()).money()).isEqualTo(before);
  }

  /** A picture sent inside a request is an asset of that organisation and mode only. */
  @Test
  void anotherOrganisationsAssetIsUnknown() throws Exception {
    String body = body(Pictures.dataUri("image/png", Pictures.png(64, 64)));
    JsonNode run = server.create(MODEL, body).json();
    String asset = run.at("/input/image_url").asString("");
    assertThat(asset).startsWith("runflow://assets/");

    var refused =
        server.send(
            "POST", "/v1/models/" + MODEL + "/runs", server.strangerKey(), body(asset), Map.of());
    assertThat(Refusal.of(refused, 422, "VALIDATION_FAILED").about("input.image_url"))
        .contains("not found");
    Answer again = server.create(MODEL, body(asset));
    assertThat(again.status()).isEqualTo(201);
    server.awaitEnd(run.path("id").stringValue());
    server.awaitEnd(again.json().path("id").stringValue());
  }

  /** Schemes and parameters of URIs have no case. */
  @Test
  void aDataUriInCapitalsIsTheSame() throws Exception {
    String uri =
        Pictures.dataUri("image/png", Pictures.png(64, 64))
            .replace("data:image/png;base64", "DATA:IMAGE/PNG;BASE64");
    JsonNode run = server.create(MODEL, body(uri)).json();
    assertThat(run.at("/input/image_url").asString("")).startsWith("runflow://assets/");
    server.awaitEnd(run.path("id").stringValue());
  }

  private static String body(String url) {
    var body = Json.object();
    body.putObject("input").put("prompt", "x").put("image_url", url).put("duration", "4s");
    body.putObject("metadata").putObject("sandbox").put("fail", "CONTENT_BLOCKED");
    return Json.text(body);
  }

  private static Arguments failing(String code, String url, String... says) {
    return Arguments.of(code, url, List.of(says));
  }

  private static Arguments unusable(String name, String type, byte[] bytes, String reason) {
    return failing("INPUT_VALIDATION_FAILED", host.serve(name, type, bytes), "`image_url`", reason);
  }
}
