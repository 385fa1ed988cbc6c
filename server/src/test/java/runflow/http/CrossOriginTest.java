package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.EventReader;
import runflow.testing.TestServer;

/**
 * What browsers send for a page of another origin, and whether they would let it read the answer.
 */
class CrossOriginTest {
  private static final String APP = "https://app.example.com";
  private static final String LOCAL = "http://localhost:5173";
  private static final String FOREIGN = "https://app.example.com.evil.test";
  private static final String LATER =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}";

  private static TestServer server;
  private static String run = "";
  private static String token = "";

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.Options.standard()
                .with("http.cors.origins", "https://APP.example.com:443/, " + LOCAL));
    run = server.begin(server.testKey(), "google/veo3.1", LATER);
    token =
        server.post("/v1/runs/" + run + "/read-tokens", null).json().path("token").stringValue();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aPageOfANamedOriginPollsOneRunWithAReadToken() throws Exception {
    for (String origin : List.of(APP, LOCAL)) {
      Answer preflight = preflight(origin, "/v1/runs/" + run);
      assertThat(preflight.status()).isIn(200, 204);
      assertThat(preflight.header("Access-Control-Allow-Origin")).contains(origin);
      assertThat(list(preflight, "Access-Control-Allow-Methods")).contains("GET", "POST");
      assertThat(list(preflight, "Access-Control-Allow-Headers"))
          .contains("Authorization", "Last-Event-ID");
      assertThat(preflight.header("Access-Control-Max-Age")).contains("600");

      Answer answer =
          page("GET", origin, "/v1/runs/" + run, Map.of("Authorization", "Bearer " + token));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("id").stringValue()).isEqualTo(run);
      assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(list(answer, "Access-Control-Expose-Headers"))
          .contains(
              "Runflow-Request-Id",
              "Retry-After",
              "Idempotent-Replayed",
              "RateLimit-Limit",
              "RateLimit-Remaining",
              "RateLimit-Reset");
      assertThat(answer.header("Vary")).contains("Origin");
    }
  }

  @Test
  void aRefusalCanBeReadByThePageToo() throws Exception {
    Answer refused = page("GET", APP, "/v1/runs/" + run, Map.of());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).contains(APP);
  }

  @Test
  void aPageFollowsItsRunWithTheTokenInTheUrl() throws Exception {
    String url = server.localUrl() + "/v1/runs/" + run + "/events?token=" + token;
    try (var events = EventReader.open(url, Map.of("Origin", APP))) {
      assertThat(events.header("Access-Control-Allow-Origin")).contains(APP);
      assertThat(events.next().name()).isEqualTo("queued");
    }
  }

  @Test
  void aForeignOriginGetsNoCorsHeaders() throws Exception {
    for (String origin :
        List.of(FOREIGN, "http://app.example.com", "https://appXexample.com", "null")) {
      for (Answer answer :
          List.of(
              preflight(origin, "/v1/runs/" + run),
              page("GET", origin, "/v1/runs/" + run, Map.of("Authorization", "Bearer " + token)))) {
        assertThat(answer.headers().map().keySet())
            .as(origin)
            .noneMatch(
                name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(answer.header("Runflow-Request-Id")).isPresent();
      }
    }
  }

  @Test
  void withoutNamedOriginsThereIsNoCors() throws Exception {
    try (var plain = TestServer.start()) {
      Answer answer =
          plain.send(
              "OPTIONS",
              "/v1/runs",
              HttpRequest.BodyPublishers.noBody(),
              Map.of("Origin", APP, "Access-Control-Request-Method", "GET"));
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void onlyExactOriginsCanBeNamed() {
    for (String bad :
        List.of("*", "https://*.example.com", "app.example.com", "https://a.b/c", "ftp://a.b")) {
      assertThatThrownBy(
              () -> TestServer.start(TestServer.Options.standard().with("http.cors.origins", bad)))
          .hasMessageContaining("http.cors.origins")
          .hasMessageContaining("`*` is refused");
    }
  }

  private static Answer preflight(String origin, String path) throws Exception {
    return page(
        "OPTIONS",
        origin,
        path,
        Map.of(
            "Access-Control-Request-Method", "GET",
            "Access-Control-Request-Headers", "authorization"));
  }

  private static Answer page(String method, String origin, String path, Map<String, String> more)
      throws Exception {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Origin", origin);
    return server.send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  private static List<String> list(Answer answer, String header) {
    return List.of(answer.header(header).orElse("").split(","));
  }
}
