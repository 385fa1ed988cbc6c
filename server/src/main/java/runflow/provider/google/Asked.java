package runflow.provider.google;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.JsonNode;

/** A run's input as Google's models understand it. */
record Asked(ProviderRequest request) {
  static final String PROMPT = "prompt";
  static final String NEGATIVE_PROMPT = "negative_prompt";
  static final String DURATION = "duration";
  static final String RESOLUTION = "resolution";
  static final String ASPECT_RATIO = "aspect_ratio";
  static final String GENERATE_AUDIO = "generate_audio";
  static final String SEED = "seed";
  static final String SAFETY_TOLERANCE = "safety_tolerance";
  static final String AUTO_FIX = "auto_fix";
  static final String IMAGE_URL = "image_url";

  String prompt() {
    return text(PROMPT).orElse("");
  }

  Optional<String> negativePrompt() {
    return text(NEGATIVE_PROMPT).filter(text -> !text.isBlank());
  }

  /** Whole seconds, from a text like {@code 8s} or a number. */
  OptionalInt seconds() {
    String duration = value(DURATION).asString("");
    return duration.matches("[0-9]{1,3}s?")
        ? OptionalInt.of(Integer.parseInt(duration.replace("s", "")))
        : OptionalInt.empty();
  }

  Optional<String> resolution() {
    return text(RESOLUTION);
  }

  /** The ratio to ask for; {@code auto} is the one that is nearer to the picture's. */
  Optional<String> aspectRatio() {
    return text(ASPECT_RATIO)
        .map(
            ratio ->
                ratio.equals("auto")
                    ? (picture().filter(Asked::upright).isPresent() ? "9:16" : "16:9")
                    : ratio);
  }

  private static boolean upright(MediaInput picture) {
    return picture.width() < picture.height();
  }

  Optional<Boolean> audio() {
    JsonNode audio = value(GENERATE_AUDIO);
    return audio.isBoolean() ? Optional.of(audio.booleanValue()) : Optional.empty();
  }

  Optional<BigInteger> seed() {
    JsonNode seed = value(SEED);
    return seed.isIntegralNumber() ? Optional.of(seed.bigIntegerValue()) : Optional.empty();
  }

  /** The picture to begin with; empty while a request is only checked, too. */
  Optional<MediaInput> picture() {
    return request.media().stream().filter(media -> media.field().equals(IMAGE_URL)).findFirst();
  }

  boolean has(String field) {
    return request.input().hasNonNull(field);
  }

  private JsonNode value(String field) {
    return request.input().path(field);
  }

  private Optional<String> text(String field) {
    JsonNode value = value(field);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
