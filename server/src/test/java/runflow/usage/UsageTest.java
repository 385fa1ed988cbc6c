package runflow.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class UsageTest {
  private static final String LITE = "google/veo3.1/lite";

  private static TestServer server;
  private static JsonNode other;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    server.keepClip("1280x720-4s-sound");
    JsonNode me = server.get("/v1/auth/me").json();
    other =
        server
            .send(
                "POST",
                "/v1/admin/organisations/" + me.path("org_id").stringValue() + "/keys",
                server.serviceKey(),
                "{\"name\": \"=shop, \\\"north\\\"\", \"kind\": \"test\"}",
                Map.of())
            .json();
    String shop = other.path("plain_key").stringValue();
    Ordered.succeeded(server, server.testKey(), Ordered.MODEL);
    Ordered.succeeded(server, server.testKey(), Ordered.MODEL);
    Ordered.failed(server, server.testKey(), Ordered.MODEL);
    Ordered.canceled(server, server.testKey(), LITE);
    Ordered.succeeded(server, shop, LITE);
    Ordered.open(server, shop, LITE);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void eachModelIsALineAndOpenRunsAreNotCounted() throws Exception {
    JsonNode report = server.get("/v1/usage").json();
    assertThat(report.path("group_by").toString()).isEqualTo("[\"model\"]");
    assertThat(lines(report, "model"))
        .containsExactly("google/veo3.1 3 2 1 0 8 3.20", "google/veo3.1/lite 2 1 0 1 4 0.20");
    assertThat(counts(report.path("totals"))).isEqualTo("5 3 1 1 12 3.40");
  }

  @Test
  void keysAreNamedButNeverShown() throws Exception {
    Answer answer = server.get("/v1/usage?group_by=key");
    assertThat(lines(answer.json(), "key_name"))
        .containsExactlyInAnyOrder(
            "first test key 4 2 1 1 8 3.20", "=shop, \"north\" 1 1 0 0 4 0.20");
    assertThat(answer.json().path("items").findValuesAsString("key_id"))
        .contains(other.path("id").stringValue());
    assertThat(answer.text()).doesNotContain(other.path("plain_key").stringValue());
  }

  @Test
  void groupsCombineInWhateverOrder() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    JsonNode report = server.get("/v1/usage?group_by=key,model,day").json();
    assertThat(report.path("group_by").toString()).isEqualTo("[\"day\",\"model\",\"key\"]");
    assertThat(report.path("items").size()).isEqualTo(3);
    assertThat(report.path("items").findValuesAsString("day")).containsOnly(today);
    assertThat(counts(report.path("totals"))).isEqualTo("5 3 1 1 12 3.40");
  }

  @Test
  void theSameReportIsATableForASpreadsheet() throws Exception {
    Answer answer =
        server.send(
            "GET",
            "/v1/usage?group_by=model,key",
            server.testKey(),
            null,
            Map.of("Accept", "text/csv"));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"usage-");
    List<String> table = List.of(answer.text().split("\r\n"));
    assertThat(table.getFirst())
        .isEqualTo(
            "model,key_id,key_prefix,key_name,runs,succeeded,failed,canceled,seconds,billed");
    assertThat(table)
        .hasSize(4)
        .anyMatch(line -> line.endsWith(",\"'=shop, \"\"north\"\"\",1,1,0,0,4,0.20"))
        .anyMatch(line -> line.endsWith(",first test key,3,2,1,0,8,3.20"));
    assertThat(server.get("/v1/usage?group_by=model,key&format=csv").text())
        .isEqualTo(answer.text());
  }

  @Test
  void otherDaysAndOtherMoneyAreEmpty() throws Exception {
    assertThat(counts(server.get("/v1/usage?from=2020-01-01&to=2020-12-31").json().path("totals")))
        .isEqualTo("0 0 0 0 0 0.00");
    for (String key : List.of(server.liveKey(), server.strangerKey())) {
      JsonNode report = server.send("GET", "/v1/usage?group_by=key", key, null, Map.of()).json();
      assertThat(report.path("items").isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group_by=week",
        "group_by=",
        "group_by=model,,day",
        "from=2026-13-01",
        "from=2026-1-1",
        "to=0000-01-01",
        "from=2026-05-02&to=2026-05-01",
        "from=2025-01-01&to=2026-01-02",
        "format=xml",
      })
  void whatCannotBeReportedIsRefused(String query) throws Exception {
    Refusal.of(server.get("/v1/usage?" + query), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv | CSV",
        "TEXT/CSV; charset=utf-8 | CSV",
        "application/json, text/csv;q=0.9 | JSON",
        "application/json;q=0.5, text/csv | CSV",
        "text/csv, application/json | JSON",
        "text/html, */*;q=0.8 | JSON",
        "text/csv;q=0 | JSON",
        "'' | JSON",
      })
  void whatAClientPrefersDecides(String accept, Format format) {
    assertThat(Format.accepted(accept)).isEqualTo(format);
  }

  private static List<String> lines(JsonNode report, String group) {
    return report
        .path("items")
        .valueStream()
        .map(item -> item.path(group).stringValue() + " " + counts(item))
        .toList();
  }

  private static String counts(JsonNode line) {
    return "%d %d %d %d %d %s"
        .formatted(
            line.path("runs").longValue(),
            line.path("succeeded").longValue(),
            line.path("failed").longValue(),
            line.path("canceled").longValue(),
            line.path("seconds").longValue(),
            line.path("billed").stringValue());
  }
}
