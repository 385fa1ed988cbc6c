package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.asset.VideoHeader;
import runflow.fake.FakeProvider;
import runflow.fake.Recorded;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.EventReader;
import runflow.testing.Pictures;
import tools.jackson.databind.JsonNode;

/** One run through the whole server at each provider's fake, from the request to the file. */
@Timeout(180)
class AdaptersEndToEndTest {
  @ParameterizedTest
  @EnumSource
  void aTextBecomesAVideo(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter)) {
      String id = site.begin(Site.TEXT, Map.of("prompt", "a heron lifts off"));
      List<EventReader.Event> told = toldUpToTheEnd(site, id);
      JsonNode run = site.server().end(id);

      hasTheVideo(site, run);
      assertThat(site.fake().refusals()).isEmpty();
      isBilledOnce(site, run);
      everyCallIsKept(site);
      assertThat(told).filteredOn(event -> event.name().equals("call")).hasSameSizeAs(asked(site));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPictureBecomesAVideo(Adapter adapter) throws Exception {
    String picture =
        "data:image/png;base64," + Base64.getEncoder().encodeToString(Pictures.png(1280, 720));
    try (Site site = Site.open(adapter)) {
      String id = site.begin(Site.PICTURE, Map.of("prompt", "it lifts off", "image_url", picture));
      JsonNode run = site.server().end(id);

      hasTheVideo(site, run);
      assertThat(site.fake().refusals()).isEmpty();
      isBilledOnce(site, run);
    }
  }

  private static void hasTheVideo(Site site, JsonNode run) throws Exception {
    assertThat(run.path("status_code").stringValue()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("provider").stringValue()).isEqualTo(site.adapter().provider());
    JsonNode file = run.at("/output/outputs/0");
    Answer video = site.server().send("GET", file.path("url").stringValue(), "", null, Map.of());
    byte[] expected = FakeProvider.video(site.adapter().sound());
    assertThat(video.body()).isEqualTo(expected);
    VideoHeader header = VideoHeader.read(new ByteArrayInputStream(expected));
    assertThat(file.path("width").intValue()).isEqualTo(header.width());
    assertThat(file.path("height").intValue()).isEqualTo(header.height());
    assertThat(file.path("duration").doubleValue()).isEqualTo(header.duration());
    assertThat(file.path("fps").doubleValue()).isEqualTo(header.fps());
    assertThat(file.path("has_audio").booleanValue()).isEqualTo(header.hasAudio());
    String thumbnail = file.path("thumbnail_url").asString("");
    assertThat(site.server().send("GET", thumbnail, "", null, Map.of()).header("content-type"))
        .contains("image/jpeg");
    JsonNode output = run.path("output");
    assertThat(output.path("nsfw_detected").toString()).isEqualTo(site.adapter().nsfw());
    assertThat(output.path("seed").isNull()).isTrue();
    assertThat(output.path("timing").toString()).isEqualTo(site.adapter().timing());
  }

  private static void isBilledOnce(Site site, JsonNode run) throws Exception {
    assertThat(site.fake().jobs()).isEqualTo(1);
    assertThat(run.path("cost").stringValue()).isEqualTo("0.40");
    assertThat(site.get("/v1/billing/balance").json().path("available").stringValue())
        .isEqualTo("99.60");
    Audit.requireSound(site.server().db());
  }

  private static List<EventReader.Event> toldUpToTheEnd(Site site, String run) throws Exception {
    try (var events = EventReader.open(site.server(), site.server().liveKey(), run)) {
      return events.toEnd();
    }
  }

  private static List<String> asked(Site site) {
    return site.fake().requests().stream()
        .filter(request -> !request.path().equals("/token"))
        .map(AdaptersEndToEndTest::line)
        .toList();
  }

  private static void everyCallIsKept(Site site) {
    List<JsonNode> calls = site.calls();
    assertThat(calls)
        .extracting(
            call -> call.path("method").stringValue() + " " + call.path("path").stringValue())
        .containsExactlyElementsOf(asked(site));
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.path("provider").stringValue()).isEqualTo(site.adapter().provider());
              assertThat(call.path("duration_ms").isIntegralNumber()).isTrue();
              assertThat(call.path("status").isInt()).isTrue();
            });
    assertThat(calls)
        .extracting(call -> call.path("request_id").asString(""))
        .allMatch(id -> id.matches("request-[0-9]+"))
        .doesNotHaveDuplicates();
  }

  private static String line(Recorded request) {
    return request.method() + " " + URI.create(request.path()).getPath();
  }
}
