package runflow.fake;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What both of Google's Veo protocols demand of a {@code predictLongRunning} body. */
final class VeoRequest {
  private VeoRequest() {}

  /** An image whose bytes are what its type says. */
  static Rule image(String... otherPlaces) {
    Shape shape =
        new Shape()
            .need("mimeType", Rule.oneOf("image/png", "image/jpeg"))
            .may("bytesBase64Encoded", Rule.base64())
            .mayAll(Rule.textLike("a gs:// address", "gs://[^/]+/.+"), otherPlaces);
    return (at, value) -> {
      if (value.has("inlineData")) {
        return List.of("`inlineData` isn't supported by this model.");
      }
      List<String> problems = shape.problems(at, value);
      return problems.isEmpty() ? contentProblems(at, value) : problems;
    };
  }

  private static List<String> contentProblems(String at, JsonNode image) {
    boolean bytes = image.has("bytesBase64Encoded");
    if (bytes == image.has("gcsUri")) {
      return List.of("`%s` must have its bytes in exactly one place".formatted(at));
    }
    if (bytes && !isImage(image)) {
      return List.of(
          "`%s` is not a valid %s image".formatted(at, image.get("mimeType").stringValue()));
    }
    return List.of();
  }

  private static boolean isImage(JsonNode image) {
    byte[] bytes = Base64.getDecoder().decode(image.get("bytesBase64Encoded").stringValue());
    if (bytes.length < 4) {
      return false;
    }
    boolean png = bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
    boolean jpeg = bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
    return image.get("mimeType").stringValue().equals("image/png") ? png : jpeg;
  }

  static Shape instance(Rule image, Rule video) {
    return new Shape()
        .need("prompt", Rule.text())
        .mayAll(image, "image", "lastFrame")
        .may(
            "referenceImages",
            Rule.list(
                1, 3, new Shape().need("image", image).need("referenceType", Rule.oneOf("asset"))))
        .may("video", video);
  }

  /** Rules that bind several fields; the body's shape must be right already. */
  static List<String> jointProblems(JsonNode instance, JsonNode parameters) {
    List<String> problems = new ArrayList<>();
    boolean references = instance.has("referenceImages");
    if (instance.has("lastFrame") && !instance.has("image")) {
      problems.add("`lastFrame` needs `image`");
    }
    if (references && (instance.has("image") || instance.has("lastFrame"))) {
      problems.add("`referenceImages` cannot be combined with `image` or `lastFrame`");
    }
    if (references && parameters.has("negativePrompt")) {
      problems.add("`negativePrompt` cannot be combined with `referenceImages`");
    }
    return problems;
  }

  /** 8 where it is not given, whether it came as a number or as a text. */
  static int seconds(JsonNode parameters) {
    return parameters.path("durationSeconds").asInt(8);
  }
}
