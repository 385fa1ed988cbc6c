package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the Interactions API demands of a request for a video. */
final class InteractionRules {
  private static final Shape TEXT =
      new Shape().need("type", Rule.oneOf("text")).need("text", Rule.text());
  private static final Shape MEDIA =
      new Shape()
          .need("type", Rule.oneOf("image", "video"))
          .may("mime_type", Rule.oneOf("image/png", "image/jpeg", "video/mp4"))
          .may("data", Rule.base64())
          .may("uri", Rule.text());
  private static final Shape FORMAT =
      new Shape()
          .need("type", Rule.oneOf("video"))
          .may("aspect_ratio", Rule.oneOf("16:9", "9:16"))
          .may("resolution", Rule.oneOf("360p", "720p", "1080p", "4k"))
          .may("duration", Rule.textLike("3s to 15s", "[3-9]s|1[0-5]s"))
          .may("delivery", Rule.oneOf("uri", "inline"));
  private static final Shape BODY =
      new Shape()
          .need("model", Rule.oneOf("gemini-omni-1.1-flash", "gemini-omni-1.2-flash"))
          .need("input", Rule.either(Rule.text(), Rule.list(1, 20, Rule.either(TEXT, MEDIA))))
          .mayAll(Rule.bool(), "background", "store")
          .may("response_format", Rule.either(FORMAT, Rule.list(1, 1, FORMAT)))
          .may(
              "generation_config",
              new Shape()
                  .may(
                      "video_config",
                      new Shape()
                          .need(
                              "task",
                              Rule.oneOf(
                                  "text_to_video",
                                  "image_to_video",
                                  "reference_to_video",
                                  "edit",
                                  "extend"))))
          .may(
              "webhook_config",
              new Shape()
                  .need("uris", Rule.list(1, 10, Rule.url()))
                  .may("user_metadata", new Shape()));

  private InteractionRules() {}

  static List<String> problems(JsonNode body) {
    List<String> problems = new ArrayList<>(BODY.problems("", body));
    if (!problems.isEmpty()) {
      return problems;
    }
    if (body.path("background").asBoolean(false) && !body.path("store").asBoolean(true)) {
      problems.add("`background` needs `store`");
    }
    JsonNode duration = body.path("response_format").path(0).path("duration");
    boolean older = body.get("model").stringValue().contains("1.1");
    if (older && duration.asString("").matches("1[1-5]s")) {
      problems.add("`response_format[0].duration` must be 3s to 10s for this model");
    }
    String task = body.path("generation_config").path("video_config").path("task").asString("");
    boolean media =
        body.get("input").isArray() && body.get("input").toString().contains("\"type\":\"image\"");
    if ((task.equals("image_to_video") || task.equals("reference_to_video")) && !media) {
      problems.add("`input` must hold an image for the task " + task);
    }
    if (task.equals("text_to_video") && media) {
      problems.add("`input` must hold no image for the task " + task);
    }
    return problems;
  }
}
