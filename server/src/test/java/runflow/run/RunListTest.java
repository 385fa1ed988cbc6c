package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** {@code GET /v1/runs} over HTTP. */
class RunListTest {
  private static final String MODEL = "google/veo3.1/fast";
  private static final int RUNS = 12;

  private static TestServer server;

  /** The ids of the runs, the newest first. */
  private static final List<String> NEWEST_FIRST = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    for (int i = 0; i < RUNS; i++) {
      String body =
          """
          {"input": {"prompt": "x"}, "client_ref": "token-%d", "metadata": {"sandbox": {"delay_ms": 600000}, "n":  1.50}}
          """
              .formatted(i % 3);
      Answer created = server.create(i % 2 == 0 ? MODEL : "google/veo3.1", body);
      NEWEST_FIRST.addFirst(created.json().path("id").stringValue());
    }
    for (String id : NEWEST_FIRST.subList(0, 4)) {
      server.post("/v1/runs/" + id + "/cancellation", null);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void theOfficialClientsFindWhatTheyAskFor() throws Exception {
    JsonNode three = server.get("/v1/runs?limit=3").json();
    assertThat(ids(three)).isEqualTo(NEWEST_FIRST.subList(0, 3));

    JsonNode mine = list("q", "client_ref.EQ:'token-1'");
    assertThat(mine.path("items")).hasSize(RUNS / 3);
    assertThat(mine.path("items"))
        .allSatisfy(run -> assertThat(run.path("client_ref").stringValue()).isEqualTo("token-1"));

    assertThat(list("q", "status_code:canceled AND created_at>2026-04-01").path("items"))
        .hasSize(4);
    assertThat(list("q", "status_code:succeeded AND created_at>2026-04-01").path("items"))
        .isEmpty();
    JsonNode models = server.get("/v1/models?limit=1&q=" + encoded("slug.eq:'veo3.1/fast'")).json();
    assertThat(models.at("/items/0/id").stringValue()).isEqualTo("google/veo3.1/fast");
  }

  @Test
  void anItemIsTheRunAsItIsReadAlone() throws Exception {
    JsonNode page = list("q", "terminal:true");
    assertThat(page.path("items")).hasSize(4);
    for (JsonNode item : page.path("items")) {
      assertThat(item).isEqualTo(server.get("/v1/runs/" + item.path("id").stringValue()).json());
    }
    assertThat(server.get("/v1/runs?limit=1").text()).contains("\"n\":  1.50");
  }

  @Test
  void pagesGoForwardAndBack() throws Exception {
    JsonNode first = list("limit", "5");
    JsonNode second = list("limit", "5", "pq", first.path("next_pq").stringValue());
    JsonNode third = list("limit", "5", "pq", second.path("next_pq").stringValue());
    assertThat(first.path("prev_pq").isNull()).isTrue();
    assertThat(third.path("next_pq").isNull()).isTrue();
    assertThat(ids(first, second, third)).isEqualTo(NEWEST_FIRST);

    JsonNode back =
        list("limit", "5", "from_prev", "true", "pq", third.path("prev_pq").stringValue());
    assertThat(ids(back)).isEqualTo(ids(second));
    JsonNode start =
        list("limit", "5", "from_prev", "true", "pq", back.path("prev_pq").stringValue());
    assertThat(ids(start)).isEqualTo(ids(first));
    assertThat(start.path("prev_pq").isNull()).isTrue();
    JsonNode again = list("limit", "5", "pq", start.path("next_pq").stringValue());
    assertThat(ids(again)).isEqualTo(ids(second));

    JsonNode end = list("limit", "5", "from_prev", "true");
    assertThat(ids(end)).isEqualTo(NEWEST_FIRST.subList(RUNS - 5, RUNS));
    assertThat(end.path("next_pq").isNull()).isTrue();
  }

  @Test
  void theOrderCanBeTurned() throws Exception {
    assertThat(ids(list("sort_by", "created_at:asc"))).isEqualTo(NEWEST_FIRST.reversed());
    assertThat(ids(list("sort_by", "created_at:desc,id:desc"))).isEqualTo(NEWEST_FIRST);
    for (String bad :
        List.of("cost:asc", "id:asc", "created_at:up", "created_at,created_at", ",")) {
      assertThat(refusal("sort_by", bad))
          .contains("`sort_by`", "this list sorts by id, created_at");
    }
  }

  @Test
  void fieldsLeaveOutTheRest() throws Exception {
    JsonNode page = list("fields", "id, status_code,metadata", "limit", "2");
    assertThat(page.path("items"))
        .allSatisfy(
            run ->
                assertThat(Set.copyOf(run.propertyNames()))
                    .isEqualTo(Set.of("id", "status_code", "metadata")));
    assertThat(refusal("fields", "id,status")).contains("`status` is none; there are status_code");
  }

  @Test
  void logsCanBeEmbedded() throws Exception {
    JsonNode page = list("embed", "logs", "limit", "2", "fields", "id");
    assertThat(page.path("items")).hasSize(2);
    for (JsonNode run : page.path("items")) {
      JsonNode log = server.get("/v1/runs/" + run.path("id").stringValue() + "/logs").json();
      assertThat(run.path("logs")).isEqualTo(log.path("items"));
    }
    assertThat(refusal("embed", "flow")).contains("`embed` cannot be `flow`: it takes logs");
    assertThat(refusal("embed", "logs", "limit", "51")).contains("`limit` may be 50 at most");
  }

  @Test
  void strangersAndTheOtherModeSeeNothing() throws Exception {
    String stranger = server.strangerKey();
    for (String q :
        List.of(
            "",
            "id:" + NEWEST_FIRST.getFirst(),
            "client_ref:'token-1' OR NOT client_ref:'token-1'",
            "terminal:false OR terminal:true",
            "status_code:canceled")) {
      for (String key : List.of(stranger, server.liveKey())) {
        Answer answer = server.send("GET", "/v1/runs?q=" + encoded(q), key, null, Map.of());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().path("items")).as(q).isEmpty();
      }
    }
    String cursor = list("limit", "1").path("next_pq").stringValue();
    Answer answer = server.send("GET", "/v1/runs?pq=" + cursor, stranger, null, Map.of());
    assertThat(Refusal.of(answer, 400, "BAD_REQUEST").message()).contains("another list");
  }

  @Test
  void aCursorBelongsToItsList() throws Exception {
    String cursor = list("limit", "1").path("next_pq").stringValue();
    assertThat(list("limit", "1", "pq", cursor, "fields", "id").path("items")).hasSize(1);
    assertThat(refusal("pq", cursor, "q", "model:x")).contains("`pq` belongs to another list");
    assertThat(refusal("pq", cursor, "sort_by", "created_at:asc")).contains("another list");
    assertThat(Refusal.of(server.get("/v1/billing/transactions?pq=" + cursor)).message())
        .contains("another list");
    for (String bad : List.of("x", "W10", "bnVsbA", "eyJhIjoxfQ", "%00", cursor + "AAAA")) {
      assertThat(refusal("pq", bad)).contains("`pq`");
    }
  }

  @Test
  void everythingWrongIsToldAtOnce() throws Exception {
    Refusal refusal =
        Refusal.of(
            server.get("/v1/runs?limit=x&q=a&sort_by=b&fields=c&embed=d&from_prev=e"),
            400,
            "BAD_REQUEST");
    assertThat(refusal.places())
        .containsExactly(
            "query.limit",
            "query.q",
            "query.sort_by",
            "query.from_prev",
            "query.fields",
            "query.embed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "1.5", "x", "", "99999999999"})
  void limitIsFromOneToFiveHundred(String limit) throws Exception {
    assertThat(refusal("limit", limit)).contains("`limit` must be a number from 1 to 500");
  }

  @Test
  void theStatesAreListed() throws Exception {
    JsonNode page = server.get("/v1/runs/statuses").json();
    assertThat(page.path("items").valueStream().map(state -> state.path("code").stringValue()))
        .containsExactly("queued", "dispatching", "running", "succeeded", "failed", "canceled");
    assertThat(
            page.path("items").valueStream().filter(state -> state.path("terminal").booleanValue()))
        .hasSize(3);
    assertThat(page.path("next_pq").isNull()).isTrue();
  }

  private static JsonNode list(String... parameters) throws Exception {
    Answer answer = server.get(path(parameters));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  private static String refusal(String... parameters) throws Exception {
    return Refusal.of(server.get(path(parameters)), 400, "BAD_REQUEST").message();
  }

  private static String path(String... parameters) {
    var path = new StringBuilder("/v1/runs?");
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(parameters[i]).append('=').append(encoded(parameters[i + 1])).append('&');
    }
    return path.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> ids(JsonNode... pages) {
    return List.of(pages).stream()
        .flatMap(page -> page.path("items").valueStream())
        .map(run -> run.path("id").stringValue())
        .toList();
  }
}
