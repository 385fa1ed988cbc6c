package runflow.videos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import tools.jackson.databind.JsonNode;

/** A frame as pixels, {@code 1280x720}, and as our two fields, {@code 720p} and {@code 16:9}. */
final class VideoSizes {
  static final String RESOLUTION = "resolution";
  static final String RATIO = "aspect_ratio";

  private static final Pattern LINES = Pattern.compile("(\\d{3,4})p");
  private static final Pattern SIDES = Pattern.compile("(\\d{1,2}):(\\d{1,2})");
  private static final int LINES_OF_4K = 2160;

  private VideoSizes() {}

  /** What our two fields say. */
  record Frame(String resolution, String ratio) {}

  /** Every size that a model can be asked for, smaller ones first as its schema has them. */
  static Map<String, Frame> of(Model model) {
    Map<String, Frame> sizes = new LinkedHashMap<>();
    for (String resolution : allowed(model, RESOLUTION)) {
      for (String ratio : allowed(model, RATIO)) {
        pixels(resolution, ratio)
            .ifPresent(size -> sizes.putIfAbsent(size, new Frame(resolution, ratio)));
      }
    }
    return sizes;
  }

  /** The pixels of an input; empty if it leaves them to the picture. */
  static Optional<String> ofInput(JsonNode input) {
    return pixels(input.path(RESOLUTION).asString(""), input.path(RATIO).asString(""));
  }

  private static List<String> allowed(Model model, String field) {
    return model.input().field(field).map(InputField::allowed).orElse(List.of());
  }

  private static Optional<String> pixels(String resolution, String ratio) {
    Matcher lines = LINES.matcher(resolution);
    Matcher sides = SIDES.matcher(ratio);
    if (!sides.matches() || !(lines.matches() || resolution.equals("4k"))) {
      return Optional.empty();
    }
    long shorter = resolution.equals("4k") ? LINES_OF_4K : Long.parseLong(lines.group(1));
    long across = Long.parseLong(sides.group(1));
    long down = Long.parseLong(sides.group(2));
    if (across == 0 || down == 0) {
      return Optional.empty();
    }
    long longer = even(shorter * Math.max(across, down), Math.min(across, down));
    return Optional.of(across >= down ? longer + "x" + shorter : shorter + "x" + longer);
  }

  /** A quotient to the nearest even number, as encoders want sides. */
  private static long even(long dividend, long divisor) {
    return Math.round((double) dividend / divisor / 2) * 2;
  }
}
