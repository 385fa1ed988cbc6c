package runflow.provider.rewriter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runflow.config.ProviderConfig;
import runflow.json.Json;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.http.Answer;
import runflow.provider.http.Place;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has prompts that a provider blocked rewritten by a text model, spoken to as OpenAI's chat
 * completions. Safe for use by many threads.
 */
public final class PromptRewriter implements AutoCloseable {
  private static final int MOST_CHARACTERS = 32_768;
  private static final int MOST_BYTES = 1 << 20;

  private static final String INSTRUCTION =
      """
      You rewrite prompts for a video model. A content policy blocked the prompt that the user \
      sends. Change as little as is needed for it to pass. Keep the subject, the style, the camera \
      work and every word of quoted speech, unless that is what was blocked. Write in the language \
      of the prompt. Answer with the new prompt and nothing else.""";

  private final String model;
  private final Map<String, String> headers;
  private final ProviderClient client;

  public PromptRewriter(ProviderConfig.Rewriter settings, ProviderClient.Limits limits) {
    this.model = settings.model();
    this.headers =
        settings
            .key()
            .map(key -> Map.of("Authorization", "Bearer " + key.value()))
            .orElse(Map.of());
    this.client = new ProviderClient(new Place(settings.baseUrl(), Set.of()), limits);
  }

  /**
   * Asks once for another wording, for at most 30 s.
   *
   * @param reason why the prompt was blocked, in words
   * @return a prompt that differs and that a model takes; empty if none could be had
   */
  public Optional<String> rewrite(String prompt, String reason, CallLog calls)
      throws InterruptedException {
    var request =
        new Request(
            Purpose.REWRITE, "POST", "/chat/completions", headers, Optional.empty(), MOST_BYTES);
    Answer answer = client.send(request.json(body(prompt, reason)), calls);
    return answer instanceof Answer.Http http && http.ok()
        ? http.json()
            .map(json -> json.at("/choices/0/message/content").asString("").strip())
            .filter(text -> isAnother(prompt, text))
        : Optional.empty();
  }

  private ObjectNode body(String prompt, String reason) {
    ObjectNode body = Json.object().put("model", model).put("temperature", 0);
    ArrayNode messages = body.putArray("messages");
    messages
        .addObject()
        .put("role", "system")
        .put("content", INSTRUCTION + "\nIt was blocked for this reason: " + reason);
    messages.addObject().put("role", "user").put("content", prompt);
    return body;
  }

  private static boolean isAnother(String prompt, String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        && Json.storable(text)
        && !text.equals(prompt.strip());
  }

  @Override
  public void close() {
    client.close();
  }
}
