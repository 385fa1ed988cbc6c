package runflow.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What each dialect of {@code /v1/videos} demands of a new video. */
final class VideosRules {
  private static final Rule SIZE =
      Rule.textLike("a size such as 1280x720", "[1-9][0-9]{1,4}x[1-9][0-9]{1,4}");
  private static final Rule JSON_TEXT = Rule.of("the text of a JSON object", VideosRules::isObject);
  private static final Shape OPENAI =
      new Shape()
          .need("prompt", Rule.text())
          .may("model", Rule.text())
          .may("seconds", Rule.oneOf("4", "8", "12"))
          .may("size", Rule.oneOf("720x1280", "1280x720", "1024x1792", "1792x1024"))
          .may("input_reference", new Shape().mayAll(Rule.text(), "image_url", "file_id"))
          .mayAll(Rule.text(), "input_reference[image_url]", "input_reference[file_id]");
  private static final Shape VLLM =
      new Shape()
          .need("prompt", Rule.text())
          .may("model", Rule.text())
          .may("size", SIZE)
          .mayAll(Rule.wholeText(1, 3600), "seconds", "sound_duration")
          .mayAll(Rule.anyText(), "user", "negative_prompt")
          .mayAll(
              JSON_TEXT,
              "image_reference",
              "video_reference",
              "audio_reference",
              "lora",
              "extra_params")
          .mayAll(Rule.wholeText(1, 16384), "width", "height", "num_frames")
          .may("fps", Rule.wholeText(1, 240))
          .may("num_inference_steps", Rule.wholeText(1, 200))
          .may("seed", Rule.wholeText(Long.MIN_VALUE, Long.MAX_VALUE))
          .mayAll(
              Rule.numberText(),
              "guidance_scale",
              "guidance_scale_2",
              "boundary_ratio",
              "flow_shift",
              "true_cfg_scale")
          .may("generate_sound", Rule.oneOf("true", "false"))
          .may("enable_frame_interpolation", Rule.oneOf("true", "false"));

  private VideosRules() {}

  static List<String> problems(Dialect dialect, Form form, boolean json) {
    Shape shape =
        switch (dialect) {
          case OPENAI -> OPENAI;
          case VLLM_OMNI -> VLLM;
          case SGLANG -> json ? sglang(true) : sglang(false);
        };
    List<String> problems = new ArrayList<>(shape.problems("", form.fields()));
    form.files().forEach((name, file) -> problems.addAll(fileProblems(name, file)));
    boolean twice =
        form.files().containsKey("input_reference")
            && Set.of("image_reference", "video_reference", "input_reference", "reference_url")
                .stream()
                .anyMatch(form.fields()::has);
    if (twice) {
      problems.add("`input_reference` cannot be combined with another reference");
    }
    return problems;
  }

  private static List<String> fileProblems(String name, Form.Upload file) {
    if (!name.equals("input_reference")) {
      return List.of("`%s` is not a known file".formatted(name));
    }
    if (!file.type().matches("image/(png|jpeg|webp)|video/mp4") || file.bytes().length == 0) {
      return List.of(
          "`input_reference` must be an image or a video, but was %d bytes of %s"
              .formatted(file.bytes().length, file.type()));
    }
    return List.of();
  }

  private static Shape sglang(boolean json) {
    Rule count = json ? Rule.whole(1, 16384) : Rule.wholeText(1, 16384);
    Rule number = json ? Rule.number() : Rule.numberText();
    Rule flag = json ? Rule.bool() : Rule.oneOf("true", "false");
    Rule seed =
        json
            ? Rule.whole(Long.MIN_VALUE, Long.MAX_VALUE)
            : Rule.wholeText(Long.MIN_VALUE, Long.MAX_VALUE);
    Rule more = json ? Rule.of("an object", JsonNode::isObject) : JSON_TEXT;
    Shape shape =
        new Shape()
            .need("prompt", Rule.text())
            .may("model", Rule.text())
            .may("size", SIZE)
            .mayAll(count, "seconds", "fps", "num_frames", "num_inference_steps", "output_quality")
            .may("output_compression", count)
            .mayAll(number, "guidance_scale", "guidance_scale_2")
            .mayAll(flag, "enable_teacache", "enable_frame_interpolation")
            .may("seed", seed)
            .mayAll(Rule.anyText(), "negative_prompt", "reference_url")
            .mayAll(more, "extra_body", "extra_json");
    return json ? shape.may("input_reference", Rule.text()) : shape;
  }

  private static boolean isObject(JsonNode value) {
    try {
      return value.isString() && Json.tree(value.stringValue()).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
