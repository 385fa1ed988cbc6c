package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the Gemini API demands of a Veo request. */
final class GeminiRules {
  private static final Rule DURATION =
      Rule.either(Rule.wholeOneOf(4, 6, 8), Rule.oneOf("4", "6", "8"));
  private static final Shape BODY =
      new Shape()
          .need(
              "instances",
              Rule.list(
                  1,
                  1,
                  VeoRequest.instance(
                      VeoRequest.image(),
                      new Shape()
                          .may("uri", Rule.text())
                          .may("encodedVideo", Rule.base64())
                          .may("encoding", Rule.oneOf("video/mp4")))))
          .may(
              "parameters",
              new Shape()
                  .may("aspectRatio", Rule.oneOf("16:9", "9:16"))
                  .may("durationSeconds", DURATION)
                  .may("resolution", Rule.oneOf("720p", "1080p", "4k"))
                  .may("negativePrompt", Rule.anyText())
                  .may("personGeneration", Rule.oneOf("allow_all", "allow_adult"))
                  .may("seed", Rule.whole(0, 0xffff_ffffL))
                  .may("sampleCount", Rule.whole(1, 1)))
          .may(
              "webhookConfig",
              new Shape()
                  .need("uris", Rule.list(1, 10, Rule.url()))
                  .may("userMetadata", new Shape()));

  private GeminiRules() {}

  static List<String> problems(String model, JsonNode body) {
    List<String> problems = BODY.problems("", body);
    if (!problems.isEmpty()) {
      return problems;
    }
    JsonNode instance = body.get("instances").get(0);
    JsonNode parameters = body.path("parameters");
    List<String> all = new ArrayList<>(VeoRequest.jointProblems(instance, parameters));
    boolean guided = instance.has("image") || instance.has("referenceImages");
    String resolution = parameters.path("resolution").asString("720p");
    boolean eightOnly =
        !resolution.equals("720p") || instance.has("referenceImages") || instance.has("lastFrame");
    if (eightOnly && VeoRequest.seconds(parameters) != 8) {
      all.add("`durationSeconds` must be 8 for this resolution or these images");
    }
    if (instance.has("video") && !resolution.equals("720p")) {
      all.add("`resolution` must be 720p to extend a video");
    }
    if (model.contains("-lite-") && resolution.equals("4k")) {
      all.add("`resolution` 4k isn't supported by this model");
    }
    String person = guided ? "allow_adult" : "allow_all";
    if (!parameters.path("personGeneration").asString(person).equals(person)) {
      all.add("`personGeneration` must be " + person + " for this use case");
    }
    return all;
  }
}
