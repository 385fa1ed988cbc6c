package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Vertex demands of a Veo request. */
final class VertexRules {
  private static final Shape BODY =
      new Shape()
          .need(
              "instances",
              Rule.list(
                  1,
                  1,
                  VeoRequest.instance(
                          VeoRequest.image("gcsUri"),
                          new Shape()
                              .may("bytesBase64Encoded", Rule.base64())
                              .may("gcsUri", Rule.textLike("a gs:// address", "gs://[^/]+/.+"))
                              .need("mimeType", Rule.oneOf("video/mp4")))
                      .may("mask", new Shape().mayAll(Rule.text(), "mimeType", "gcsUri"))))
          .may("labels", (at, value) -> List.of())
          .may(
              "parameters",
              new Shape()
                  .may("storageUri", Rule.textLike("a gs:// address", "gs://[^/]+(/.*)?"))
                  .may("aspectRatio", Rule.oneOf("16:9", "9:16"))
                  .may("durationSeconds", Rule.wholeOneOf(4, 6, 8))
                  .may("resolution", Rule.oneOf("720p", "1080p", "4k"))
                  .may("negativePrompt", Rule.anyText())
                  .may(
                      "personGeneration",
                      Rule.oneOf("allow_adult", "dont_allow", "disallow", "allowAll"))
                  .may("seed", Rule.whole(0, 0xffff_ffffL))
                  .may("sampleCount", Rule.whole(1, 4))
                  .mayAll(Rule.bool(), "generateAudio", "enhancePrompt")
                  .may("compressionQuality", Rule.oneOf("optimized", "lossless"))
                  .may("resizeMode", Rule.oneOf("crop", "pad"))
                  .may("fps", Rule.whole(1, 60))
                  .may("pubsubTopic", Rule.text()));

  private VertexRules() {}

  static List<String> problems(String model, JsonNode body) {
    List<String> problems = BODY.problems("", body);
    if (!problems.isEmpty()) {
      return problems;
    }
    JsonNode parameters = body.path("parameters");
    List<String> all =
        new ArrayList<>(VeoRequest.jointProblems(body.get("instances").get(0), parameters));
    if (model.contains("-lite-") && parameters.path("resolution").asString("").equals("4k")) {
      all.add("`parameters.resolution` 4k isn't supported by this model");
    }
    return all;
  }
}
