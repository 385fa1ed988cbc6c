package runflow.provider.videos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.error.FieldError;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import runflow.provider.http.Request;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/** One run's input as the form of {@code POST /videos}. */
final class VideoOrder {
  /** Sent under their own names where the caller gives them; the known servers take them all. */
  private static final List<String> PASSED_ON =
      List.of(
          "seed", "negative_prompt", "fps", "num_frames", "num_inference_steps", "guidance_scale");

  private static final String PICTURE = "image_url";
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,3})s?");

  /** The shorter side in pixels, by resolution. */
  private static final Map<String, Integer> SHORT_SIDES =
      Map.of("480p", 480, "720p", 720, "1080p", 1080, "4k", 2160);

  /** The sentences for what has no effect, by field. */
  private static final Map<String, String> IGNORED =
      Map.of(
          "generate_audio",
          "`generate_audio` had no effect: /v1/videos has no switch for sound, the model decides",
          "auto_fix",
          "`auto_fix` had no effect: such a server refuses no prompt and rewrites none",
          "safety_tolerance",
          "`safety_tolerance` had no effect: such a server checks no content");

  private final String provider;
  private final ProviderRequest request;

  VideoOrder(String provider, ProviderRequest request) {
    this.provider = provider;
    this.request = request;
  }

  List<FieldError> problems() {
    List<FieldError> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : request.input().properties()) {
      if (!field.getValue().isNull()) {
        problem(field.getKey(), field.getValue()).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private Optional<FieldError> problem(String field, JsonNode value) {
    return switch (field) {
      case "duration" ->
          SECONDS.matcher(value.asString("")).matches()
              ? Optional.empty()
              : refused(field, "must be whole seconds such as 8s", value, "pattern");
      case "resolution" ->
          SHORT_SIDES.containsKey(value.asString(""))
              ? Optional.empty()
              : refused(field, "must be one of 480p, 720p, 1080p, 4k", value, "enum");
      case "aspect_ratio" ->
          value.asString("").equals("auto") || Ratio.parse(value.asString("")).isPresent()
              ? Optional.empty()
              : refused(field, "must be auto or a ratio such as 16:9", value, "pattern");
      case "prompt", PICTURE -> Optional.empty();
      default ->
          IGNORED.containsKey(field) || (PASSED_ON.contains(field) && !value.isContainer())
              ? Optional.empty()
              : refused(field, "must be left out", value, "unsupported");
    };
  }

  private Optional<FieldError> refused(String field, String rule, JsonNode value, String type) {
    String was = value.isContainer() ? "an object or an array" : Said.shown(value.asString());
    return Optional.of(
        new FieldError(
            List.of("input", field),
            "`%s` %s at provider `%s`, but was %s: change it, or route the model to another provider"
                .formatted(Said.shown(field), rule, provider, was),
            type));
  }

  /** One sentence for each field that is given, is not a plain false and has no effect. */
  List<String> ignored() {
    return request.input().properties().stream()
        .filter(field -> !field.getValue().isNull())
        .filter(field -> !field.getKey().equals("auto_fix") || field.getValue().asBoolean(false))
        .flatMap(field -> Optional.ofNullable(IGNORED.get(field.getKey())).stream())
        .toList();
  }

  /** The form that asks for the video. */
  Request.Body form(String model) {
    Multipart form = new Multipart();
    form.text("model", model).text("prompt", request.input().path("prompt").asString(""));
    size().ifPresent(size -> form.text("size", size));
    Matcher seconds = SECONDS.matcher(request.input().path("duration").asString(""));
    if (seconds.matches()) {
      form.text("seconds", seconds.group(1));
    }
    for (String name : PASSED_ON) {
      JsonNode value = request.input().path(name);
      if (!value.isNull() && !value.isMissingNode()) {
        form.text(name, value.asString());
      }
    }
    // The bytes, never the URL: the server may sit where a caller's URL must not lead.
    picture()
        .ifPresent(
            media ->
                form.file(
                    "input_reference",
                    "input." + media.mimeType().replaceFirst(".*/", ""),
                    media.mimeType(),
                    media.bytes()));
    return form.body();
  }

  private Optional<MediaInput> picture() {
    return request.media().stream().filter(media -> media.field().equals(PICTURE)).findFirst();
  }

  /** {@code 1280x720}; empty leaves it to the server. */
  private Optional<String> size() {
    String resolution = request.input().path("resolution").asString("");
    String asked = request.input().path("aspect_ratio").asString("");
    if (resolution.isEmpty() && asked.isEmpty() && picture().isEmpty()) {
      return Optional.empty();
    }
    Ratio ratio =
        Ratio.parse(asked)
            .orElseGet(
                () ->
                    picture()
                        .map(media -> Ratio.nearest(media.width(), media.height()))
                        .orElse(Ratio.WIDE));
    return Optional.of(ratio.size(SHORT_SIDES.getOrDefault(resolution, 720)));
  }
}
