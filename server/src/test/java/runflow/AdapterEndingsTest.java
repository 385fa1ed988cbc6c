package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.fake.Fault;
import runflow.fake.Where;
import runflow.testing.Answer;
import runflow.testing.Audit;
import tools.jackson.databind.JsonNode;

/** How runs end that do not go well, through the whole server, and what they cost. */
@Timeout(180)
class AdapterEndingsTest {
  private static final Map<String, Object> INPUT = Map.of("prompt", "a heron lifts off");

  @ParameterizedTest
  @EnumSource
  void aVideoThatTheFilterWithholdsFailsTheRunInPlainWords(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter)) {
      site.fake().fault(Where.POLL, Fault.MODERATED_AFTER_RENDER);

      JsonNode run = site.finish(INPUT);

      boolean coded = adapter != Adapter.VLLM_OMNI && adapter != Adapter.SGLANG;
      assertThat(run.path("failure_code").stringValue())
          .isEqualTo(coded ? "CONTENT_BLOCKED" : "PROVIDER_REJECTED");
      assertThat(run.path("failure_message").stringValue())
          .startsWith("provider `%s`".formatted(adapter.provider()))
          .containsIgnoringCase("block")
          .doesNotContain("{");
      isFree(site, run);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunningRunCanBeCancelled(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter)) {
      site.fake().fault(Where.POLL, Fault.NEVER_ENDS);
      String id = site.begin(Site.TEXT, INPUT);
      site.fake().awaitRequests(Where.POLL, 1);

      Answer cancelled =
          site.server()
              .send(
                  "POST",
                  "/v1/runs/%s/cancellation".formatted(id),
                  site.server().liveKey(),
                  null,
                  Map.of());

      assertThat(cancelled.status()).as(cancelled.toString()).isIn(200, 201);
      JsonNode run = site.run(id);
      assertThat(run.path("status_code").stringValue()).isEqualTo("canceled");
      assertThat(run.path("cost").stringValue())
          .isEqualTo(adapter.cancelsForFree() ? "0.00" : "0.40");
      assertThat(site.fake().jobs()).isEqualTo(1);
      Audit.requireSound(site.server().db());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsCutShortIsNeitherKeptNorBilled(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter)) {
      site.fake().fault(Where.DOWNLOAD, Fault.TRUNCATED_MP4);

      JsonNode run = site.finish(INPUT);

      assertThat(run.path("failure_code").stringValue()).isEqualTo("PROVIDER_NO_OUTPUT");
      assertThat(run.path("failure_message").stringValue()).contains("cut short");
      assertThat(run.path("output").isNull()).isTrue();
      isFree(site, run);
    }
  }

  /** The pause before the second try is the server's own, 5 s. */
  @ParameterizedTest
  @EnumSource(names = {"GEMINI", "REPLICATE"})
  void aDownloadThatBreaksOffIsMadeAgain(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter)) {
      site.fake().fault(Where.DOWNLOAD, Fault.SHORT_DOWNLOAD, 1);

      JsonNode run = site.finish(INPUT);

      assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(site.fake().requests(Where.DOWNLOAD)).hasSize(2);
      assertThat(site.fake().jobs()).isEqualTo(1);
    }
  }

  private static void isFree(Site site, JsonNode run) throws Exception {
    assertThat(run.path("status_code").stringValue()).isEqualTo("failed");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(site.get("/v1/billing/balance").json().path("available").stringValue())
        .isEqualTo("100.00");
    assertThat(site.fake().jobs()).isEqualTo(1);
    Audit.requireSound(site.server().db());
  }
}
