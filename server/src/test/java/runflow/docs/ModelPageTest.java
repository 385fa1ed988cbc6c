package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.catalog.Model;

class ModelPageTest {
  private static final String TEXT = Rendered.model("google/veo3.1");
  private static final String IMAGE = Rendered.model("google/veo3.1/fast/image-to-video");

  static List<String> ids() {
    return Rendered.CATALOG.all().stream().map(Model::id).toList();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everySectionIsThereInOrder(String id) {
    String name = Rendered.CATALOG.find(id).orElseThrow().name();
    assertThat(Rendered.model(id))
        .containsSubsequence(
            "Documentation Index",
            "Fetch the complete documentation index at: http://127.0.0.1:8080/llms.txt",
            "\n# " + name + "\n",
            "/second. Endpoint: POST /v1/models/" + id + "/runs.",
            "\n## Overview\n",
            "\n### Pricing\n",
            "- Base price: $",
            "- Note: ",
            "| When | Price | Note |",
            "\n## " + name + " API\n",
            "Endpoint: `POST /v1/models/" + id + "/runs`",
            "\n## Run the model\n",
            "\n### Python\n",
            "\n### Node.js\n",
            "\n### cURL\n",
            "\n## Request parameters\n",
            "\n## Input schema\n",
            "\n## Output schema\n",
            "\n## Callback payload\n",
            "- Retries: 3 attempts with exponential backoff (1s, 2s). Retries on 5xx / network errors"
                + " only.",
            "- Headers: `Runflow-Request-Id` is always sent. `Runflow-Signature` is sent if",
            "\n## Additional Resources\n",
            "[Browse all models](http://127.0.0.1:8080/docs/models.md)",
            "[Run lifecycle](http://127.0.0.1:8080/docs/runs.md)",
            "[Callbacks](http://127.0.0.1:8080/docs/callbacks.md)",
            "[Pricing](http://127.0.0.1:8080/docs/pricing.md)");
  }

  @Test
  void pricesReadAsInTheSeeds() {
    assertThat(TEXT)
        .contains(
            "Pricing: $0.2/second. Endpoint: POST /v1/models/google/veo3.1/runs.",
            "- Base price: $0.2/second\n- Note: Without audio\n");
    assertThat(IMAGE).contains("- Base price: $0.1/second\n- Note: Without audio\n");
    assertThat(Rendered.table(IMAGE, "### Pricing"))
        .containsExactly(
            List.of("resolution = 4k, generate_audio = true", "$0.35/second", "4k with audio"),
            List.of("resolution = 4k, generate_audio = false", "$0.3/second", "4k without audio"),
            List.of("generate_audio = true", "$0.15/second", "With audio"),
            List.of("otherwise", "$0.1/second", "Without audio"));
  }

  @Test
  void theTextModelsInputTableIsTheSeeds() {
    assertThat(Rendered.table(TEXT, "## Input schema"))
        .containsExactly(
            PROMPT,
            autoFix("true"),
            row("duration", "string", "8s", "4s, 6s, 8s", "The duration of the generated video."),
            AUDIO,
            RESOLUTION,
            row(
                "aspect_ratio",
                "string",
                "16:9",
                "16:9, 9:16",
                "Aspect ratio of the generated video"),
            SAFETY,
            SEED,
            NEGATIVE);
  }

  @Test
  void theImageModelsInputTableIsTheSeeds() {
    assertThat(Rendered.table(IMAGE, "## Input schema"))
        .containsExactly(
            PROMPT,
            autoFix("false"),
            row("duration", "string", "8s", "4s, 6s, 8s", "The duration of the generated video."),
            AUDIO,
            RESOLUTION,
            row(
                "aspect_ratio",
                "string",
                "auto",
                "auto, 16:9, 9:16",
                "The aspect ratio of the generated video. Only 16:9 and 9:16 are supported."),
            List.of(
                "image_url",
                "image",
                "required",
                "none",
                "Any",
                "URL of the input image to animate. Should be 720p or higher resolution in 16:9 or"
                    + " 9:16 aspect ratio. If the image is not in 16:9 or 9:16 aspect ratio, it will"
                    + " be cropped to fit."),
            SAFETY,
            SEED,
            NEGATIVE);
  }

  @Test
  void theOtherTablesStartWithTheSeedsRows() {
    assertThat(Rendered.table(TEXT, "## Request parameters"))
        .extracting(List::getFirst)
        .containsExactly(
            "input", "callback_url", "metadata", "client_ref", "deadline_seconds", "priority");
    assertThat(Rendered.table(TEXT, "## Request parameters").get(1))
        .containsExactly(
            "callback_url",
            "string \\| null",
            "optional",
            "Webhook URL - POSTed when the run reaches a terminal state.");
    assertThat(Rendered.table(TEXT, "## Output schema"))
        .extracting(List::getFirst)
        .containsExactly("outputs", "nsfw_detected", "seed", "timing");
    assertThat(Rendered.table(TEXT, "## Callback payload"))
        .extracting(List::getFirst)
        .containsExactly(
            "event",
            "run_id",
            "status",
            "output",
            "duration_ms",
            "created_at",
            "completed_at",
            "metadata",
            "error");
  }

  private static final List<String> PROMPT =
      List.of(
          "prompt",
          "string",
          "required",
          "none",
          "Any",
          "The text prompt describing the video you want to generate");
  private static final List<String> AUDIO =
      row("generate_audio", "boolean", "true", "Any", "Whether to generate audio for the video.");
  private static final List<String> RESOLUTION =
      row(
          "resolution",
          "string",
          "720p",
          "720p, 1080p, 4k",
          "The resolution of the generated video.");
  private static final List<String> SAFETY =
      row(
          "safety_tolerance",
          "string",
          "4",
          "1, 2, 3, 4, 5, 6",
          "The safety tolerance level for content moderation. 1 is the most strict (blocks most"
              + " content), 6 is the least strict.");
  private static final List<String> SEED =
      row("seed", "integer", "none", "Any", "The seed for the random number generator.");
  private static final List<String> NEGATIVE =
      row(
          "negative_prompt",
          "string",
          "none",
          "Any",
          "A negative prompt to guide the video generation.");

  private static List<String> autoFix(String fallback) {
    return row(
        "auto_fix",
        "boolean",
        fallback,
        "Any",
        "Whether to automatically attempt to fix prompts that fail content policy or other"
            + " validation checks by rewriting them.");
  }

  private static List<String> row(
      String name, String type, String fallback, String allowed, String description) {
    return List.of(name, type, "optional", fallback, allowed, description);
  }
}
