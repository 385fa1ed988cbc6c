package runflow.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Veo 3.1 endpoints of fal and what each demands of its input. */
final class FalRules {
  private static final Map<String, Shape> ENDPOINTS =
      Map.ofEntries(
          Map.entry("", text("720p", "1080p", "4k")),
          Map.entry("/fast", text("720p", "1080p", "4k")),
          Map.entry("/lite", text("720p", "1080p")),
          Map.entry("/image-to-video", image("720p", "1080p", "4k")),
          Map.entry("/fast/image-to-video", image("720p", "1080p", "4k")),
          Map.entry("/lite/image-to-video", image("720p", "1080p")),
          Map.entry("/first-last-frame-to-video", frames("720p", "1080p", "4k")),
          Map.entry("/fast/first-last-frame-to-video", frames("720p", "1080p", "4k")),
          Map.entry("/lite/first-last-frame-to-video", frames("720p", "1080p")),
          Map.entry("/reference-to-video", references()),
          Map.entry("/extend-video", extension()),
          Map.entry("/fast/extend-video", extension()));

  private FalRules() {}

  /** The problems of an input, or empty if there is no such endpoint below {@code veo3.1}. */
  static Optional<List<String>> problems(String endpoint, JsonNode input) {
    return Optional.ofNullable(ENDPOINTS.get(endpoint)).map(shape -> shape.problems("", input));
  }

  static boolean knows(String endpoint) {
    return ENDPOINTS.containsKey(endpoint);
  }

  private static Shape common(String... resolutions) {
    return new Shape()
        .need("prompt", Rule.text())
        .may("resolution", Rule.oneOf(resolutions))
        .may("safety_tolerance", Rule.oneOf("1", "2", "3", "4", "5", "6"))
        .mayAll(Rule.bool(), "generate_audio", "auto_fix");
  }

  private static Shape seeded(Shape shape) {
    return shape
        .may("seed", Rule.whole(Integer.MIN_VALUE, 0xffff_ffffL))
        .may("negative_prompt", Rule.anyText())
        .may("duration", Rule.oneOf("4s", "6s", "8s"));
  }

  private static Shape text(String... resolutions) {
    return seeded(common(resolutions)).may("aspect_ratio", Rule.oneOf("16:9", "9:16"));
  }

  private static Shape image(String... resolutions) {
    return seeded(common(resolutions))
        .may("aspect_ratio", Rule.oneOf("auto", "16:9", "9:16"))
        .need("image_url", Rule.mediaUrl());
  }

  private static Shape frames(String... resolutions) {
    return seeded(common(resolutions))
        .may("aspect_ratio", Rule.oneOf("auto", "16:9", "9:16"))
        .need("first_frame_url", Rule.mediaUrl())
        .need("last_frame_url", Rule.mediaUrl());
  }

  private static Shape references() {
    return common("720p", "1080p", "4k")
        .may("duration", Rule.oneOf("8s"))
        .may("aspect_ratio", Rule.oneOf("16:9", "9:16"))
        .need("image_urls", Rule.list(1, 3, Rule.mediaUrl()));
  }

  private static Shape extension() {
    return seeded(common("720p"))
        .may("duration", Rule.oneOf("7s"))
        .may("aspect_ratio", Rule.oneOf("auto", "16:9", "9:16"))
        .need("video_url", Rule.mediaUrl());
  }
}
