package runflow.provider.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.config.ProviderConfig;
import runflow.json.Json;
import runflow.provider.ProviderCall;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Times;
import runflow.testing.ProviderStub;
import runflow.testing.ProviderStub.Reply;

class PromptRewriterTest {
  private static final String PATH = "/v1/chat/completions";

  private final List<ProviderCall> calls = new ArrayList<>();
  private ProviderStub model;
  private PromptRewriter rewriter;

  @BeforeEach
  void start() throws Exception {
    model = ProviderStub.start();
    rewriter =
        new PromptRewriter(
            new ProviderConfig.Rewriter(
                URI.create(model.base() + "/v1"),
                Optional.of(new ProviderConfig.Secret("key-1")),
                "small-1"),
            new ProviderClient.Limits(1 << 20, Times.USUAL, "runflow-test"));
  }

  @AfterEach
  void stop() {
    rewriter.close();
    model.close();
  }

  @Test
  void aPromptComesBackInOtherWords() throws Exception {
    model.on(PATH, said(" a calm cat \n"));

    assertThat(rewrite("an angry cat")).contains("a calm cat");

    ProviderStub.Call call = model.call(PATH);
    assertThat(call.headers()).containsEntry("authorization", "Bearer key-1");
    assertThat(call.json().path("model").stringValue()).isEqualTo("small-1");
    assertThat(call.json().path("temperature").intValue()).isZero();
    assertThat(call.json().at("/messages/0/role").stringValue()).isEqualTo("system");
    assertThat(call.json().at("/messages/0/content").stringValue()).endsWith("violence");
    assertThat(call.json().at("/messages/1"))
        .isEqualTo(Json.object().put("role", "user").put("content", "an angry cat"));
    assertThat(calls)
        .extracting(ProviderCall::purpose)
        .containsExactly(ProviderCall.Purpose.REWRITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "an angry cat", " an angry cat\n", "a\u0000b", "\ud800"})
  void whatIsNoOtherPromptIsNotTaken(String text) throws Exception {
    model.on(PATH, said(text));

    assertThat(rewrite("an angry cat")).isEmpty();
  }

  @Test
  void whatIsTooLongIsNotTaken() throws Exception {
    model.on(PATH, said("é".repeat(32_768)), said("é".repeat(32_769)));

    assertThat(rewrite("x")).isPresent();
    assertThat(rewrite("x")).isEmpty();
  }

  @Test
  void troubleIsNoPrompt() throws Exception {
    model.on(
        PATH,
        Reply.json(500, "{}"),
        Reply.json(200, "nonsense"),
        Reply.json(200, "{\"choices\":[]}"),
        Reply.dropped());

    for (int i = 0; i < 4; i++) {
      assertThat(rewrite("x")).isEmpty();
    }
    assertThat(model.calls(PATH)).hasSize(4);
  }

  private Optional<String> rewrite(String prompt) throws InterruptedException {
    return rewriter.rewrite(prompt, "violence", calls::add);
  }

  private static Reply said(String text) {
    return Reply.json(
        200,
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":%s}}]}"
            .formatted(escaped(text)));
  }

  /** JSON that may hold half a surrogate pair, which no writer would write. */
  private static String escaped(String text) {
    var json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }
}
