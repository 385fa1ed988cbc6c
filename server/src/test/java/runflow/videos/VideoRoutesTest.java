package runflow.videos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class VideoRoutesTest {
  private static final String FAST = "google/veo3.1/fast";
  private static final String SLOW = ",\"metadata\":{\"sandbox\":{\"delay_ms\":3600000}}";
  private static final String INSTANT = ",\"metadata\":{\"sandbox\":{\"instant\":true}}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(TestServer.Options.standard().with("videos.aliases", "sora-2=" + FAST));
    server.keepClip("1280x720-4s-sound");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aVideoIsARun() throws Exception {
    JsonNode video = create("sora-2", ",\"seconds\":\"4\",\"size\":\"1280x720\"" + INSTANT);
    assertThat(video.propertyNames())
        .containsExactly(
            "id",
            "object",
            "model",
            "status",
            "progress",
            "created_at",
            "completed_at",
            "expires_at",
            "size",
            "seconds",
            "prompt",
            "remixed_from_video_id",
            "error");
    assertThat(video.path("object").stringValue()).isEqualTo("video");
    assertThat(video.path("model").stringValue()).isEqualTo(FAST);
    assertThat(video.path("size").stringValue()).isEqualTo("1280x720");
    assertThat(video.path("seconds").stringValue()).isEqualTo("4");
    assertThat(video.path("prompt").stringValue()).isEqualTo("a harbour");
    String id = video.path("id").stringValue();
    assertThat(id).startsWith("video_");

    JsonNode run = server.get("/v1/runs/" + run(id)).json();
    assertThat(run.at("/input/duration").stringValue()).isEqualTo("4s");
    assertThat(run.at("/input/resolution").stringValue()).isEqualTo("720p");
    assertThat(run.at("/input/aspect_ratio").stringValue()).isEqualTo("16:9");

    server.awaitEnd(run(id));
    JsonNode done = server.get("/v1/videos/" + run(id)).json();
    assertThat(done.path("status").stringValue()).isEqualTo("completed");
    assertThat(done.path("progress").intValue()).isEqualTo(100);
    assertThat(done.path("completed_at").longValue())
        .isGreaterThanOrEqualTo(done.path("created_at").longValue());
    assertThat(done.path("error").isNull()).isTrue();

    Answer content = server.get("/v1/videos/" + id + "/content");
    assertThat(content.status()).isEqualTo(200);
    assertThat(content.header("Content-Type")).hasValue("video/mp4");
    assertThat(content.text()).isEqualTo("1280x720-4s-sound");
    Answer thumbnail = server.get("/v1/videos/" + id + "/content?variant=thumbnail");
    assertThat(thumbnail.header("Content-Type")).hasValue("image/jpeg");
    assertThat(param(error(server.get("/v1/videos/" + id + "/content?variant=spritesheet"), 400)))
        .isEqualTo("variant");
    assertThat(
            message(error(server.post("/v1/videos/" + id + "/remix", "{\"prompt\":\"b\"}"), 400)))
        .contains("cannot be remixed");
  }

  @Test
  void aFormIsAsGoodAsJson() throws Exception {
    Map<String, String> texts = new HashMap<>();
    texts.put("model", FAST);
    texts.put("prompt", "a lake – still");
    texts.put("seconds", "6");
    texts.put("size", "1080x1920");
    texts.put("seed", "7");
    texts.put("generate_audio", "false");
    texts.put("metadata", "{\"sandbox\":{\"delay_ms\":3600000}}");
    Answer answer = form(texts, "input_reference", Pictures.png(640, 360), "once");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    JsonNode video = answer.json();
    assertThat(video.path("model").stringValue()).isEqualTo(FAST + "/image-to-video");
    assertThat(video.path("size").stringValue()).isEqualTo("1080x1920");
    JsonNode input =
        server.get("/v1/runs/" + run(video.path("id").stringValue())).json().path("input");
    assertThat(input.path("prompt").stringValue()).isEqualTo("a lake – still");
    assertThat(input.path("seed").intValue()).isEqualTo(7);
    assertThat(input.path("generate_audio").booleanValue()).isFalse();
    assertThat(input.path("image_url").stringValue()).startsWith("runflow://assets/");

    Answer again = form(texts, "input_reference", Pictures.png(640, 360), "once");
    assertThat(again.json().path("id")).isEqualTo(video.path("id"));
    assertThat(again.header("Idempotent-Replayed")).hasValue("true");
    delete(video.path("id").stringValue());
  }

  @Test
  void aPictureMayBeNamedInstead() throws Exception {
    String data =
        "data:image/png;base64," + Base64.getEncoder().encodeToString(Pictures.png(640, 360));
    String named = ",\"input_reference\":{\"image_url\":\"%s\"}".formatted(data);
    JsonNode first = create("google/omni-flash", named + SLOW);
    assertThat(first.path("size").isNull()).isTrue();
    String stored =
        server
            .get("/v1/runs/" + run(first.path("id").stringValue()))
            .json()
            .at("/input/image_url")
            .stringValue();
    String file = stored.substring("runflow://assets/".length());
    JsonNode second =
        create(FAST, ",\"input_reference\":{\"file_id\":\"%s\"}".formatted(file) + SLOW);
    assertThat(second.path("model").stringValue()).isEqualTo(FAST + "/image-to-video");
    delete(first.path("id").stringValue());
    delete(second.path("id").stringValue());
  }

  @Test
  void whatIsNotPossibleIsToldWithWhatIs() throws Exception {
    JsonNode both = error(post(FAST, ",\"seconds\":\"12\",\"size\":\"1792x1024\""), 400);
    assertThat(message(both))
        .contains("`seconds` must be one of 4, 6, 8", "1280x720, 720x1280", "1792x1024");
    assertThat(param(both)).isEqualTo("seconds");
    assertThat(message(error(post("google/veo3.1/lite", ",\"size\":\"3840x2160\""), 400)))
        .contains("1280x720, 720x1280, 1920x1080, 1080x1920");
    assertThat(message(error(post(FAST, ",\"size\":\"1280x720\",\"resolution\":\"720p\""), 400)))
        .contains("`resolution`");
    JsonNode unknown = error(post(FAST, ",\"sede\":1,\"input_reference\":{}"), 400);
    assertThat(param(unknown)).isEqualTo("input_reference");
    assertThat(message(error(post(FAST, ",\"sede\":1"), 400))).contains("`sede`", "`seed`");
    JsonNode missing = error(post("google/veo3.1/image-to-video", ""), 400);
    assertThat(param(missing)).isEqualTo("input_reference");
    assertThat(
            message(
                error(
                    post(
                        "google/veo3.1/lite", ",\"input_reference\":\"https://example.com/a.png\""),
                    400)))
        .contains("takes no picture");
    assertThat(code(error(post("sora-3", ""), 404))).isEqualTo("model_not_found");
    assertThat(param(error(server.post("/v1/videos", "{\"prompt\":\"a\"}"), 400)))
        .isEqualTo("model");
    error(server.post("/v1/videos", "[]"), 400);
    error(server.post("/v1/videos", "{"), 400);
  }

  @Test
  void formsThatCannotBeReadAreRefused() throws Exception {
    for (String type :
        List.of("multipart/form-data", "multipart/form-data; boundary=b", "text/plain")) {
      Answer answer =
          server.send(
              "POST",
              "/v1/videos",
              BodyPublishers.ofString("x"),
              Map.of("Content-Type", type, "Authorization", "Bearer " + server.testKey()));
      error(answer, type.equals("text/plain") ? 415 : 400);
    }
    Map<String, String> texts = Map.of("model", FAST, "prompt", "a");
    assertThat(param(error(form(texts, "input_reference", new byte[] {1, 2}, "f"), 400)))
        .isEqualTo("input_reference");
    assertThat(param(error(form(texts, "mask", Pictures.png(64, 64), "g"), 400))).isEqualTo("mask");
    assertThat(error(form(texts, "input_reference", new byte[17 << 20], "h"), 413)).isNotNull();
  }

  @Test
  void refusalsLookAsThisProtocolHasThem() throws Exception {
    JsonNode noKey = error(server.send("GET", "/v1/videos", "", null, Map.of()), 401);
    assertThat(code(noKey)).isEqualTo("invalid_api_key");
    assertThat(noKey.path("type").stringValue()).isEqualTo("authentication_error");
    String reader = key(",\"scopes\":[\"runs:read\"]");
    error(server.send("POST", "/v1/videos", reader, "{}", Map.of()), 403);
    String narrow = key(",\"models\":[\"google/veo3.1/fast\"]");
    String picture = ",\"input_reference\":\"https://example.com/a.png\"";
    for (String model : List.of("google/veo3.1", "sora-2")) {
      assertThat(
              message(
                  error(
                      server.send("POST", "/v1/videos", narrow, request(model, picture), Map.of()),
                      403)))
          .contains("list of models");
    }
    assertThat(
            code(
                error(
                    server.send(
                        "POST", "/v1/videos", server.liveKey(), request(FAST, ""), Map.of()),
                    503)))
        .isEqualTo("model_unavailable");
    for (String id : List.of("x", "video_x", "video_0198c0de-0000-7000-8000-000000000000")) {
      for (String path : List.of("", "/content")) {
        assertThat(code(error(server.get("/v1/videos/" + id + path), 404)))
            .isEqualTo("video_not_found");
      }
    }
  }

  @Test
  void aDeletedVideoIsGoneAndItsRunIsKept() throws Exception {
    String id = create(FAST, SLOW).path("id").stringValue();
    assertThat(message(error(server.get("/v1/videos/" + id + "/content"), 404)))
        .contains("no content");
    JsonNode deleted = delete(id).json();
    assertThat(deleted.path("object").stringValue()).isEqualTo("video.deleted");
    assertThat(deleted.path("deleted").booleanValue()).isTrue();
    error(server.get("/v1/videos/" + id), 404);
    error(delete(id), 404);
    assertThat(server.get("/v1/runs/" + run(id)).json().path("status_code").stringValue())
        .isEqualTo("canceled");
  }

  @Test
  void aCancelledRunIsAFailedVideo() throws Exception {
    String id = create(FAST, SLOW).path("id").stringValue();
    server.post("/v1/runs/" + run(id) + "/cancellation", null);
    JsonNode video = server.get("/v1/videos/" + id).json();
    assertThat(video.path("status").stringValue()).isEqualTo("failed");
    assertThat(video.at("/error/code").stringValue()).isEqualTo("canceled");
  }

  @Test
  void listsGoOnBehindAVideo() throws Exception {
    String key = server.strangerKey();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(
          server
              .send("POST", "/v1/videos", key, request(FAST, SLOW), Map.of())
              .json()
              .path("id")
              .stringValue());
    }
    server.send("DELETE", "/v1/videos/" + made.get(1), key, null, Map.of());
    JsonNode first = list(key, "?limit=2");
    assertThat(ids(first)).containsExactly(made.get(4), made.get(3));
    assertThat(first.path("has_more").booleanValue()).isTrue();
    assertThat(first.path("object").stringValue()).isEqualTo("list");
    JsonNode second = list(key, "?limit=2&after=" + first.path("last_id").stringValue());
    assertThat(ids(second)).containsExactly(made.get(2), made.get(0));
    assertThat(second.path("has_more").booleanValue()).isFalse();
    assertThat(ids(list(key, "?order=asc&after=" + made.get(1))))
        .containsExactly(made.get(2), made.get(3), made.get(4));
    assertThat(list(key, "?after=" + made.get(0)).path("first_id").isNull()).isTrue();
    for (String bad : List.of("limit=0", "limit=101", "order=up", "after=x")) {
      error(server.get("/v1/videos?" + bad), 400);
    }
    error(server.get("/v1/videos?after=" + made.get(0)), 400);
  }

  /** A test key of the same organisation that may do less. */
  private static String key(String terms) throws Exception {
    String org = server.get("/v1/auth/me").json().path("org_id").stringValue();
    String body = "{\"name\":\"narrow\",\"kind\":\"test\"%s}".formatted(terms);
    return server
        .send(
            "POST", "/v1/admin/organisations/" + org + "/keys", server.serviceKey(), body, Map.of())
        .json()
        .path("plain_key")
        .stringValue();
  }

  private static JsonNode list(String key, String query) throws Exception {
    return server.send("GET", "/v1/videos" + query, key, null, Map.of()).json();
  }

  private static List<String> ids(JsonNode list) {
    return list.path("data").valueStream().map(one -> one.path("id").stringValue()).toList();
  }

  private static JsonNode create(String model, String more) throws Exception {
    Answer answer = post(model, more);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  private static Answer post(String model, String more) throws Exception {
    return server.post("/v1/videos", request(model, more));
  }

  private static String request(String model, String more) {
    return "{\"model\":\"%s\",\"prompt\":\"a harbour\"%s}".formatted(model, more);
  }

  private static Answer delete(String id) throws Exception {
    return server.send("DELETE", "/v1/videos/" + id, server.testKey(), null, Map.of());
  }

  private static String run(String id) {
    return id.substring("video_".length());
  }

  private static Answer form(
      Map<String, String> texts, String file, byte[] bytes, String idempotencyKey)
      throws Exception {
    var body = new ByteArrayOutputStream();
    texts.forEach(
        (name, text) ->
            body.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(name, text)
                    .getBytes(StandardCharsets.UTF_8)));
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
            .formatted(file)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return server.send(
        "POST",
        "/v1/videos",
        BodyPublishers.ofByteArray(body.toByteArray()),
        Map.of(
            "Content-Type",
            "multipart/form-data; boundary=b",
            "Authorization",
            "Bearer " + server.testKey(),
            "Idempotency-Key",
            idempotencyKey));
  }

  /** Checks that an answer is a refusal of this protocol. */
  private static JsonNode error(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.json().propertyNames()).as("%s", answer).containsExactly("error");
    JsonNode error = answer.json().path("error");
    assertThat(error.propertyNames()).containsExactly("message", "type", "code", "param");
    assertThat(message(error)).isNotBlank();
    return error;
  }

  private static String message(JsonNode error) {
    return error.path("message").stringValue();
  }

  private static String code(JsonNode error) {
    return error.path("code").stringValue();
  }

  private static String param(JsonNode error) {
    return error.path("param").asString("");
  }
}
