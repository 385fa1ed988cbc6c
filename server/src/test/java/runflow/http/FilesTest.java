package runflow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** The video of a finished run under its signed link, as players and caches ask for it. */
class FilesTest {
  private static TestServer server;
  private static String url = "";
  private static byte[] video = new byte[0];

  @BeforeAll
  static void finishARun() throws Exception {
    server = TestServer.start();
    url =
        server
            .createAndFinish(
                "google/veo3.1",
                """
                {"input": {"prompt": "a lake", "duration": "4s", "generate_audio": false},
                 "metadata": {"sandbox": {"instant": true}}}
                """)
            .at("/output/outputs/0/url")
            .stringValue();
    video = ask("GET").body();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void theWholeFileHasTypeLengthAndTag() throws Exception {
    Answer answer = ask("GET");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).hasValue("video/mp4");
    assertThat(answer.header("Accept-Ranges")).hasValue("bytes");
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("ETag"))
        .hasValueSatisfying(tag -> assertThat(url).contains(bare(tag)));
    assertThat(new String(video, 4, 4, US_ASCII)).isEqualTo("ftyp");
  }

  @Test
  void headSaysTheSameWithoutTheBytes() throws Exception {
    Answer head = ask("HEAD");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).hasValue(Integer.toString(video.length));
    assertThat(head.header("ETag")).isEqualTo(ask("GET").header("ETag"));
  }

  /** Only while it is sent does a file's answer become a part, or nothing new. */
  @Test
  void whatWasReallyAnsweredIsCounted() throws Exception {
    String tag = ask("GET").header("ETag").orElseThrow();
    ask("GET", "Range", "bytes=0-99");
    ask("GET", "If-None-Match", tag);
    ask("GET", "Range", "bytes=999999999-");
    for (int status : new int[] {200, 206, 304, 416}) {
      awaitMetric("route=\"/v1/files/{name}\",status=\"%d\"".formatted(status));
    }
  }

  private static void awaitMetric(String labels) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String text = server.get("/metrics").text();
    while (!text.contains(labels)) {
      assertThat(System.nanoTime()).as("no %s in\n%s", labels, text).isLessThan(end);
      text = server.get("/metrics").text();
    }
  }

  @Test
  void rangesGiveTheirBytes() throws Exception {
    Answer first = ask("GET", "Range", "bytes=0-99");
    assertThat(first.status()).isEqualTo(206);
    assertThat(first.header("Content-Range")).hasValue("bytes 0-99/" + video.length);
    assertThat(first.body()).isEqualTo(Arrays.copyOf(video, 100));
    Answer last = ask("GET", "Range", "bytes=-10");
    assertThat(last.body()).isEqualTo(Arrays.copyOfRange(video, video.length - 10, video.length));
    Answer rest = ask("GET", "Range", "bytes=" + (video.length - 1) + "-");
    assertThat(rest.body()).hasSize(1);
  }

  @Test
  void aRangeBehindTheEndIs416InTheEnvelope() throws Exception {
    Answer answer = ask("GET", "Range", "bytes=" + video.length + "-");
    Refusal.of(answer, 416, "BAD_REQUEST");
    assertThat(answer.header("Content-Range")).hasValue("bytes */" + video.length);
  }

  @Test
  void conditionsAreHeld() throws Exception {
    String tag = ask("HEAD").header("ETag").orElseThrow();
    Answer unchanged = ask("GET", "If-None-Match", tag);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(ask("GET", "If-None-Match", "\"other\"").status()).isEqualTo(200);
    assertThat(ask("GET", "If-Match", "\"other\"").status()).isEqualTo(412);
    Answer part = server.send("GET", url, "", null, Map.of("Range", "bytes=0-9", "If-Range", tag));
    assertThat(part.status()).isEqualTo(206);
    Answer whole =
        server.send("GET", url, "", null, Map.of("Range", "bytes=0-9", "If-Range", "\"other\""));
    assertThat(whole.status()).isEqualTo(200);
  }

  @Test
  void aBrowserIsToldToShowAFileOrToSaveItByAName() throws Exception {
    assertThat(ask("GET").header("Content-Disposition"))
        .hasValueSatisfying(shown -> assertThat(shown).startsWith("inline; filename="));
    Answer saved = server.send("GET", url + "&download=a-lake.mp4", "", null, Map.of());
    assertThat(saved.header("Content-Disposition")).hasValue("attachment; filename=\"a-lake.mp4\"");
    for (String bad : new String[] {"", "a%22b.mp4", "..%2Fa.mp4", "x".repeat(101)}) {
      Refusal.of(
          server.send("GET", url + "&download=" + bad, "", null, Map.of()), 400, "BAD_REQUEST");
    }
  }

  @Test
  void aForgedLinkIsRefused() throws Exception {
    char last = url.charAt(url.length() - 1);
    String bare = url.substring(0, url.indexOf('?'));
    for (String forged :
        new String[] {
          url.substring(0, url.length() - 1) + (last == '0' ? '1' : '0'),
          url.replaceFirst("expires=\\d", "expires=9"),
          url.replace(".mp4", ".jpg"),
          url.replace("&signature=", "&signature=%00"),
          bare,
          bare + "?expires=x&signature=y",
          server.baseUrl() + "/v1/files/..%2Fsecret.key?expires=1&signature=y",
          server.baseUrl() + "/v1/files/x.mp4?expires=99999999999&signature=",
        }) {
      Answer answer = server.send("GET", forged, "", null, Map.of());
      assertThat(answer.status()).as("%s: %s", forged, answer).isIn(400, 403);
      Refusal.of(answer);
    }
  }

  private static Answer ask(String method, String... header) throws Exception {
    return server.send(
        method, url, "", null, header.length == 0 ? Map.of() : Map.of(header[0], header[1]));
  }

  private static String bare(String tag) {
    return tag.substring(1, tag.length() - 1);
  }
}
