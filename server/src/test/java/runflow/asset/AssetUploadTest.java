package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.S3Bucket;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The way of a file into an account and out of it, over files in a folder and in a bucket. */
@ParameterizedClass
@EnumSource(AssetUploadTest.Place.class)
class AssetUploadTest {
  private static final String MODEL = "google/veo3.1/fast/image-to-video";
  private static final String INSTANT = "\"metadata\":{\"sandbox\":{\"instant\":true}}";

  @SuppressWarnings("NullAway.Init") // before each invocation of the class
  private static TestServer server;

  @SuppressWarnings("NullAway.Init")
  private static S3Bucket bucket;

  @Parameter Place place = Place.DIRECTORY;

  enum Place {
    DIRECTORY,
    BUCKET
  }

  @BeforeParameterizedClassInvocation
  static void start(Place place) throws Exception {
    bucket = S3Bucket.start();
    TestServer.Options options = TestServer.Options.standard();
    server = TestServer.start(place == Place.BUCKET ? bucket.settings(options) : options);
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    server.close();
    bucket.close();
  }

  @Test
  void threeStepsMakeAnAsset() throws Exception {
    byte[] png = Pictures.png(64, 36);
    JsonNode session = announce("Résumé photo.png", "image/png", png.length);
    String url = session.path("upload_url").stringValue();
    assertThat(url.startsWith(server.baseUrl())).isEqualTo(place == Place.DIRECTORY);
    assertThat(put(url, "image/png", png)).isEqualTo(200);
    Answer confirmed = confirm(session, "{\"folder_id\":null}");
    assertThat(confirmed.status()).as("%s", confirmed).isEqualTo(201);
    JsonNode asset = confirmed.json();
    assertThat(asset.path("id")).isEqualTo(session.path("asset_id"));
    assertThat(asset.path("name").stringValue()).isEqualTo("Résumé photo.png");
    assertThat(asset.path("size_bytes").intValue()).isEqualTo(png.length);
    assertThat(asset.path("asset_type").stringValue()).isEqualTo("image");
    assertThat(asset.path("folder_id").isNull()).isTrue();
    assertDownloads(asset, png);

    Answer again = confirm(session, null);
    assertThat(again.status()).isEqualTo(201);
    assertThat(withoutUrl(again.json())).isEqualTo(withoutUrl(asset));
    String id = asset.path("id").stringValue();
    assertThat(withoutUrl(server.get("/v1/assets/" + id).json())).isEqualTo(withoutUrl(asset));
    JsonNode found = server.get("/v1/assets?q=id:" + id).json().at("/items/0");
    assertThat(withoutUrl(found)).isEqualTo(withoutUrl(asset));
    String confirmation = "/v1/asset-uploads/" + id + "/confirmations";
    Refusal.of(
        server.send("POST", confirmation, server.strangerKey(), "{}", Map.of()),
        404,
        "ASSET_NOT_FOUND");
  }

  @Test
  void whatIsNotAsAnnouncedIsRemoved() throws Exception {
    byte[] png = Pictures.png(40, 40);
    JsonNode session = announce("a.jpg", "image/jpeg", png.length);
    assertThat(put(session.path("upload_url").stringValue(), "image/jpeg", png)).isEqualTo(200);
    Refusal refused = Refusal.of(confirm(session, "{}"), 422, "VALIDATION_FAILED");
    assertThat(refused.message()).contains("image/jpeg", "image/png", "removed");
    Refusal.of(confirm(session, "{}"), 409, "CONFLICT");

    byte[] jpeg = Pictures.jpeg(40, 40);
    JsonNode another = announce("a.mp4", "video/mp4", jpeg.length);
    assertThat(put(another.path("upload_url").stringValue(), "video/mp4", jpeg)).isEqualTo(200);
    Refusal.of(confirm(another, "{}"), 422, "VALIDATION_FAILED");
  }

  @Test
  void theLinkTakesOnlyWhatWasAnnounced() throws Exception {
    byte[] png = Pictures.png(41, 40);
    JsonNode session = announce("a.png", "image/png", png.length);
    String url = session.path("upload_url").stringValue();
    assertThat(put(url, "image/jpeg", png)).isIn(403, 415);
    assertThat(put(url, "image/png", new byte[png.length + 1])).isIn(400, 403);
    String tampered = url.replaceAll("ignature=.", "ignature=0");
    assertThat(put(tampered.equals(url) ? url + "0" : tampered, "image/png", png)).isEqualTo(403);
    Refusal.of(confirm(session, "{}"), 409, "CONFLICT");
    assertThat(put(url, "image/png", png)).isEqualTo(200);
    assertThat(confirm(session, "{}").status()).isEqualTo(201);
    // A bucket cannot know; the sweeper removes what comes too late.
    assertThat(put(url, "image/png", png)).isEqualTo(place == Place.DIRECTORY ? 409 : 200);
    assertThat(confirm(session, "{}").status()).isEqualTo(201);
  }

  @Test
  void deletingAnAssetLeavesTheBytesOfItsTwin() throws Exception {
    byte[] png = Pictures.png(48, 48);
    JsonNode one = upload(png);
    JsonNode twin = upload(png);
    assertThat(one.path("id")).isNotEqualTo(twin.path("id"));
    assertThat(one.path("r2_key")).isEqualTo(twin.path("r2_key"));
    String path = "/v1/assets/" + one.path("id").stringValue();
    assertThat(server.send("DELETE", path, server.testKey(), null, Map.of()).status())
        .isEqualTo(204);
    Refusal.of(server.get(path), 404, "ASSET_NOT_FOUND");
    Refusal.of(
        server.send("DELETE", path, server.testKey(), null, Map.of()), 404, "ASSET_NOT_FOUND");
    assertDownloads(twin, png);
  }

  @Test
  void aRunTakesAnAssetAndItsVideoIsServed() throws Exception {
    JsonNode asset = upload(Pictures.png(1280, 720));
    String ref = "runflow://assets/" + asset.path("id").stringValue();
    JsonNode run = server.createAndFinish(MODEL, body(ref));
    assertThat(run.path("status_code").stringValue()).as("%s", run).isEqualTo("succeeded");
    assertThat(run.at("/input/image_url").stringValue()).isEqualTo(ref);
    JsonNode output = run.at("/output/outputs/0");
    HttpResponse<byte[]> video = fetch("GET", output.path("url").stringValue());
    assertThat(video.body()).hasSize(output.path("size_bytes").intValue());
    assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(fetch("HEAD", output.path("url").stringValue()).statusCode()).isEqualTo(200);
    assertThat(fetch("GET", output.path("thumbnail_url").stringValue()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aDataUriBecomesAnAsset() throws Exception {
    byte[] png = Pictures.png(1280, 721);
    JsonNode run = server.createAndFinish(MODEL, body(Pictures.dataUri("image/png", png)));
    assertThat(run.path("status_code").stringValue()).as("%s", run).isEqualTo("succeeded");
    String ref = run.at("/input/image_url").stringValue();
    assertThat(ref).startsWith("runflow://assets/");
    JsonNode asset = server.get("/v1/assets/" + ref.substring(ref.lastIndexOf('/') + 1)).json();
    assertThat(asset.path("source_type").stringValue()).isEqualTo("run_input");
    assertThat(asset.path("source_id")).isEqualTo(run.path("id"));
    assertDownloads(asset, png);
  }

  @Test
  void whatIsGoneCannotBeUsed() throws Exception {
    String id = upload(Pictures.png(50, 50)).path("id").stringValue();
    server.send("DELETE", "/v1/assets/" + id, server.testKey(), null, Map.of());
    for (String gone : new String[] {id, UUID.randomUUID().toString()}) {
      Refusal refused =
          Refusal.of(
              server.create(MODEL, body("runflow://assets/" + gone)), 422, "VALIDATION_FAILED");
      assertThat(refused.message())
          .isEqualTo("asset not found or expired: runflow://assets/" + gone);
    }
  }

  @Test
  void aRunFailsWhoseAssetVanishes() throws Exception {
    String id = upload(Pictures.png(52, 50)).path("id").stringValue();
    String body =
        """
        {"input": {"prompt": "x", "image_url": "runflow://assets/%s"}, %s}
        """;
    try (var receiver = CallbackReceiver.answering(200)) {
      // Whoever wants a place of the sandbox waits behind this one.
      String delayed = "\"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}";
      String first = server.begin(server.testKey(), MODEL, body.formatted(id, delayed));
      String called = "\"callback_url\": \"" + receiver.url() + "\"";
      String second = server.begin(server.testKey(), MODEL, body.formatted(id, called));
      server.send("DELETE", "/v1/assets/" + id, server.testKey(), null, Map.of());
      assertThat(server.post("/v1/runs/" + first + "/cancellation", null).status()).isEqualTo(201);
      receiver.take();
      JsonNode failed = server.get("/v1/runs/" + second).json();
      assertThat(failed.path("failure_code").stringValue()).isEqualTo("INPUT_FETCH_FAILED");
      assertThat(failed.path("failure_message").stringValue())
          .isEqualTo("asset not found or expired: runflow://assets/" + id);
    }
  }

  @Test
  void anAssetLiesInAFolder() throws Exception {
    Answer made = server.post("/v1/asset-folders", "{\"name\":\"" + place + "\"}");
    assertThat(made.status()).as("%s", made).isEqualTo(201);
    String folder = made.json().path("id").stringValue();
    byte[] png = Pictures.png(44, 44);
    JsonNode session = announce("a.png", "image/png", png.length);
    put(session.path("upload_url").stringValue(), "image/png", png);
    Refusal.of(
        confirm(session, "{\"folder_id\":\"" + UUID.randomUUID() + "\"}"),
        422,
        "VALIDATION_FAILED");
    JsonNode asset = confirm(session, "{\"folder_id\":\"" + folder + "\"}").json();
    assertThat(asset.path("folder_id").stringValue()).isEqualTo(folder);
    JsonNode inside = server.get("/v1/assets?fields=id&q=folder_id:" + folder).json();
    assertThat(inside.path("items").size()).isEqualTo(1);
    server.send("DELETE", "/v1/asset-folders/" + folder, server.testKey(), null, Map.of());
    JsonNode outside = server.get("/v1/assets/" + asset.path("id").stringValue()).json();
    assertThat(outside.path("folder_id").isNull()).isTrue();
  }

  private static String body(String picture) {
    return "{\"input\":{\"prompt\":\"x\",\"image_url\":\"%s\"},%s}".formatted(picture, INSTANT);
  }

  private static JsonNode upload(byte[] png) throws Exception {
    JsonNode session = announce("p.png", "image/png", png.length);
    assertThat(put(session.path("upload_url").stringValue(), "image/png", png)).isEqualTo(200);
    return confirm(session, "{}").json();
  }

  private static JsonNode announce(String name, String type, int size) throws Exception {
    Answer answer =
        server.post(
            "/v1/asset-uploads",
            "{\"filename\":\"%s\",\"mime_type\":\"%s\",\"size_bytes\":%d}"
                .formatted(name, type, size));
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.json();
  }

  private static int put(String url, String type, byte[] bytes) throws Exception {
    return server
        .send(
            "PUT", url, HttpRequest.BodyPublishers.ofByteArray(bytes), Map.of("Content-Type", type))
        .status();
  }

  private static Answer confirm(JsonNode session, @Nullable String json) throws Exception {
    String id = session.path("asset_id").stringValue();
    return server.post("/v1/asset-uploads/" + id + "/confirmations", json);
  }

  private static void assertDownloads(JsonNode asset, byte[] bytes) throws Exception {
    String url = asset.path("url").stringValue();
    assertThat(url).startsWith(server.baseUrl());
    HttpResponse<byte[]> got = fetch("GET", url);
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo(bytes);
    assertThat(got.headers().firstValue("Content-Type"))
        .hasValue(asset.path("mime_type").stringValue());
    HttpResponse<byte[]> head = fetch("HEAD", url);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    assertThat(fetch("GET", url + "0").statusCode()).isEqualTo(403);
  }

  private static HttpResponse<byte[]> fetch(String method, String url) throws Exception {
    try (var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  /** Every reading signs anew. */
  private static String withoutUrl(JsonNode asset) {
    return asset.toString().replaceAll("\\?expires=\\d+&signature=\\w+", "");
  }
}
