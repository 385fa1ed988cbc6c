package runflow.provider.sandbox;

import org.jspecify.annotations.Nullable;
import runflow.engine.Format;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run asks the engine for, as its row keeps it.
 *
 * @param aspectRatio {@code 16:9}, {@code 9:16}, or {@code auto} for the picture's own
 * @param nsfw what the output is to say; null for nothing
 * @param fail the failure to end with; null for none
 */
record Shot(
    String prompt,
    String negativePrompt,
    int seconds,
    String resolution,
    String aspectRatio,
    boolean audio,
    boolean instant,
    @Nullable Boolean nsfw,
    @Nullable String fail) {

  static Shot of(ObjectNode input, Direction direction) {
    String duration = input.path("duration").asString("8s");
    return new Shot(
        input.path("prompt").asString(""),
        input.path("negative_prompt").asString(""),
        Integer.parseInt(duration.substring(0, duration.length() - 1)),
        input.path("resolution").asString("720p"),
        input.path("aspect_ratio").asString("16:9"),
        input.path("generate_audio").asBoolean(true),
        direction.instant(),
        direction.nsfw().orElse(null),
        direction.fail().map(Enum::name).orElse(null));
  }

  /** The format of the file, once it is known whether {@code auto} means upright. */
  Format format(boolean portrait) {
    return Format.of(resolution, portrait, seconds, audio);
  }

  /** Names the clip that answers every instant run of the same format. */
  String clipName(boolean portrait) {
    Format format = format(portrait);
    return "%dx%d-%ds-%s"
        .formatted(format.width(), format.height(), seconds, audio ? "sound" : "silent");
  }
}
