package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Replicate demands of a prediction with one of the Veo 3.1 models. */
final class ReplicateRules {
  private static final Shape INPUT = input();
  private static final Shape FULL_INPUT =
      input().may("reference_images", Rule.list(1, 3, Rule.mediaUrl()));

  private ReplicateRules() {}

  private static Shape input() {
    return new Shape()
        .need("prompt", Rule.text())
        .may("aspect_ratio", Rule.oneOf("16:9", "9:16"))
        .may("duration", Rule.wholeOneOf(4, 6, 8))
        .mayAll(Rule.mediaUrl(), "image", "last_frame")
        .may("resolution", Rule.oneOf("720p", "1080p"))
        .may("generate_audio", Rule.bool())
        .may("negative_prompt", Rule.anyText())
        .may("seed", Rule.whole(Integer.MIN_VALUE, 0xffff_ffffL));
  }

  static List<String> problems(String model, JsonNode body) {
    Shape shape =
        new Shape()
            .need("input", model.equals("google/veo-3.1") ? FULL_INPUT : INPUT)
            .may("webhook", Rule.url())
            .may(
                "webhook_events_filter",
                Rule.list(1, 4, Rule.oneOf("start", "output", "logs", "completed")));
    List<String> problems = new ArrayList<>(shape.problems("", body));
    JsonNode input = body.path("input");
    boolean wrongForReferences =
        input.path("aspect_ratio").asString("16:9").equals("9:16")
            || input.path("duration").asInt(8) != 8;
    if (problems.isEmpty() && input.has("reference_images") && wrongForReferences) {
      problems.add("`input.reference_images` needs aspect_ratio 16:9 and duration 8");
    }
    return problems;
  }
}
