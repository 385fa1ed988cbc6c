package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import runflow.error.ApiException;
import runflow.id.AssetId;
import runflow.id.OrgId;
import runflow.testing.Answer;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import runflow.testing.Wire;
import tools.jackson.databind.JsonNode;

/** Requests for uploads that come while others are under way. */
class UploadAtOnceTest {
  @Test
  void aLinkTakesOneTransferAtATime() throws Exception {
    byte[] png = Pictures.png(30, 31);
    try (var server = TestServer.start()) {
      String announced =
          "{\"filename\":\"a\",\"mime_type\":\"image/png\",\"size_bytes\":%d}"
              .formatted(png.length);
      JsonNode session = server.post("/v1/asset-uploads", announced).json();
      URI url = URI.create(session.path("upload_url").stringValue());
      String confirmations =
          "/v1/asset-uploads/" + session.path("asset_id").stringValue() + "/confirmations";
      try (Wire slow = Wire.to(server.baseUrl())) {
        slow.send(
            "PUT %s?%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\nx"
                .formatted(url.getRawPath(), url.getRawQuery(), png.length));
        awaitIncoming(server, 1);
        Answer second = put(server, url, png);
        Refusal.of(second, 429, "RATE_LIMITED");
        assertThat(second.header("Retry-After")).isPresent();
        Refusal.of(server.post(confirmations, null), 429, "RATE_LIMITED");
        assertThat(incoming(server)).hasSize(1);
      }
      awaitIncoming(server, 0);
      // Its place is given back a moment after its file.
      assertThat(putWhenFree(server, url, png).status()).isEqualTo(200);
      assertThat(server.post(confirmations, null).status()).isEqualTo(201);
      assertThat(incoming(server)).isEmpty();
    }
  }

  @Test
  void aNodeHasSoManyPlaces() {
    var places = new UploadPlaces();
    List<UploadPlaces.Place> taken = new ArrayList<>();
    for (int i = 0; i < UploadPlaces.MOST; i++) {
      taken.add(places.take(OrgId.create(), AssetId.create()));
    }
    OrgId org = OrgId.create();
    AssetId late = AssetId.create();
    assertThatThrownBy(() -> places.take(org, late)).isInstanceOf(ApiException.class);
    taken.getFirst().close();
    places.take(org, late).close();
    places.take(org, late).close();
  }

  @Test
  void oneOrganisationLeavesPlacesToOthers() {
    var places = new UploadPlaces();
    OrgId greedy = OrgId.create();
    List<UploadPlaces.Place> taken = new ArrayList<>();
    for (int i = 0; i < UploadPlaces.MOST_OF_ONE; i++) {
      taken.add(places.take(greedy, AssetId.create()));
    }
    AssetId late = AssetId.create();
    for (int i = 0; i < UploadPlaces.MOST; i++) {
      assertThatThrownBy(() -> places.take(greedy, late)).hasMessageContaining("of your uploads");
    }
    for (int i = UploadPlaces.MOST_OF_ONE; i < UploadPlaces.MOST; i++) {
      places.take(OrgId.create(), AssetId.create());
    }
    taken.getFirst().close();
    places.take(greedy, late).close();
  }

  private static Answer put(TestServer server, URI url, byte[] bytes) throws Exception {
    return server.send(
        "PUT",
        url.toString(),
        HttpRequest.BodyPublishers.ofByteArray(bytes),
        Map.of("Content-Type", "image/png"));
  }

  private static Answer putWhenFree(TestServer server, URI url, byte[] bytes) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Answer answer = put(server, url, bytes);
    while (answer.status() == 429 && System.nanoTime() < end) {
      answer = put(server, url, bytes);
    }
    return answer;
  }

  private static void awaitIncoming(TestServer server, int files) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (incoming(server).size() != files) {
      assertThat(System.nanoTime()).as("%d files are incoming", files).isLessThan(end);
    }
  }

  /** What nodes have not received whole; only names are read, since a file may go meanwhile. */
  private static List<Path> incoming(TestServer server) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var nodes = Files.newDirectoryStream(server.data().resolve("incoming"))) {
      for (Path node : nodes) {
        try (var received = Files.newDirectoryStream(node)) {
          received.forEach(files::add);
        }
      }
    }
    return files;
  }
}
