package runflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** What every refusal looks like: the error envelope, in words that a stranger understands. */
public final class Refusal {
  private static final Pattern INTERNAL =
      Pattern.compile(
          "java\\.|\\.java|runflow\\.[a-z]|jackson|postgres|hikari|jetty|Exception|Feature"
              + "|Constraints|\\[Source|sun\\.|SQL|REDACTED",
          Pattern.CASE_INSENSITIVE);

  // A key that a sentence quotes is made by chance, and so may spell one of the words above.
  private static final Pattern KEY = Pattern.compile("`rf_\\w+…?`");

  private final JsonNode body;
  private final Answer answer;

  private Refusal(Answer answer) {
    this.answer = answer;
    this.body = envelope(answer.json());
  }

  /** Checks status, code and everything that all refusals have in common. */
  public static Refusal of(Answer answer, int status, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    Refusal refusal = of(answer);
    assertThat(refusal.body.path("code").stringValue()).as("%s", answer).isEqualTo(code);
    return refusal;
  }

  /** Checks what all refusals have in common. */
  public static Refusal of(Answer answer) {
    assertThat(answer.header("Content-Type")).as("%s", answer).hasValue("application/json");
    assertThat(answer.header("Runflow-Request-Id")).as("%s", answer).isPresent();
    Refusal refusal = new Refusal(answer);
    assertThat(refusal.body.propertyNames())
        .as("%s", answer)
        .containsExactlyInAnyOrder("code", "message", "errors");
    assertWorded(refusal.message());
    for (JsonNode error : refusal.body.path("errors")) {
      assertThat(error.path("loc").isArray()).as("%s", answer).isTrue();
      assertThat(error.path("type").asString("")).as("%s", answer).isNotBlank();
      assertWorded(error.path("msg").asString(""));
    }
    return refusal;
  }

  private static String code(String openAi) {
    return openAi.equals("invalid_api_key") ? "UNAUTHORIZED" : openAi.toUpperCase(Locale.ROOT);
  }

  /** What the OpenAI-shaped routes answer, as the envelope has it. */
  private static JsonNode envelope(JsonNode body) {
    JsonNode error = body.path("error");
    return error.isObject()
        ? Json.object()
            .put("code", code(error.path("code").asString("")))
            .put("message", error.path("message").asString(""))
            .putNull("errors")
        : body;
  }

  public String message() {
    return body.path("message").asString("");
  }

  /** The places that {@code errors[]} names, each as {@code input.duration}. */
  public List<String> places() {
    return body.path("errors").valueStream().map(Refusal::place).toList();
  }

  /** The sentence about one place. */
  public String about(String place) {
    return body.path("errors")
        .valueStream()
        .filter(error -> place(error).equals(place))
        .map(error -> error.path("msg").asString(""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + place + ": " + answer));
  }

  private static String place(JsonNode error) {
    return String.join(".", error.path("loc").valueStream().map(JsonNode::asString).toList());
  }

  private static void assertWorded(String sentence) {
    assertThat(sentence).isNotBlank();
    assertThat(KEY.matcher(sentence).replaceAll("a key")).doesNotContainPattern(INTERNAL);
    assertThat(sentence.length()).isLessThan(1000);
  }
}
