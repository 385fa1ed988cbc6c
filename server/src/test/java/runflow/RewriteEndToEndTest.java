package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.fake.Fault;
import runflow.fake.Where;
import runflow.testing.Audit;
import runflow.testing.ProviderStub;
import tools.jackson.databind.JsonNode;

/** A prompt that Vertex blocks gets one second chance, in other words. */
@Timeout(60)
class RewriteEndToEndTest {
  private static final String COMPLETIONS = "/v1/chat/completions";
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"a calm heron\"}}]}";
  private static final Map<String, Object> FIXED =
      Map.of("prompt", "a rude heron", "auto_fix", true);

  private ProviderStub rewriter;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    rewriter = ProviderStub.start().on(COMPLETIONS, ProviderStub.Reply.json(200, ANSWER));
    site =
        Site.open(
            Adapter.VERTEX,
            Map.of(
                "providers.rewriter.base_url",
                rewriter.base() + "/v1",
                "providers.rewriter.model",
                "small"));
    site.fake().pollsUntilDone(1);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
    rewriter.close();
  }

  @Test
  void aVideoThatIsFilteredIsMadeAnewFromTheRewrittenPrompt() throws Exception {
    site.fake().fault(Where.POLL, Fault.MODERATED_AFTER_RENDER, 1);

    succeeds(site.finish(FIXED));

    assertThat(site.fake().jobs()).isEqualTo(2);
  }

  @Test
  void aPromptThatIsRefusedAtOnceIsRewrittenToo() throws Exception {
    site.fake()
        .failNext(
            Where.SUBMIT,
            400,
            "The prompt goes against our Responsible AI practices. Support codes: 57734940");

    succeeds(site.finish(FIXED));

    assertThat(site.fake().jobs()).isEqualTo(1);
  }

  private void succeeds(JsonNode run) throws Exception {
    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(run.at("/input/prompt").stringValue()).isEqualTo("a rude heron");
    assertThat(prompts()).containsExactly("a rude heron", "a calm heron");
    assertThat(site.log(run))
        .anyMatch(line -> line.contains("rewritten once") && line.contains("blocked"))
        .contains("the rewritten prompt: a calm heron");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.40");
    assertThat(rewriter.call(COMPLETIONS).json().toString()).contains("a rude heron");
    Audit.requireSound(site.server().db());
  }

  @Test
  void whatIsBlockedTwiceFails() throws Exception {
    site.fake().fault(Where.POLL, Fault.MODERATED_AFTER_RENDER);

    fails(site.finish(FIXED));

    assertThat(prompts()).containsExactly("a rude heron", "a calm heron");
    assertThat(rewriter.calls(COMPLETIONS)).hasSize(1);
  }

  @Test
  void withoutAutoFixItFailsAtOnce() throws Exception {
    site.fake().fault(Where.POLL, Fault.MODERATED_AFTER_RENDER, 1);

    fails(site.finish(Map.of("prompt", "a rude heron", "auto_fix", false)));

    assertThat(prompts()).containsExactly("a rude heron");
    assertThat(rewriter.calls(COMPLETIONS)).isEmpty();
  }

  private void fails(JsonNode run) {
    assertThat(run.path("failure_code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    Audit.requireSound(site.server().db());
  }

  private List<String> prompts() {
    return site.fake().requests(Where.SUBMIT).stream()
        .map(request -> request.json().at("/instances/0/prompt").stringValue())
        .toList();
  }
}
