package runflow.provider.declared;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The form that a value takes at a provider. */
enum Form {
  /** As the caller sent it. */
  AS_IS,
  /** As text: 8 becomes {@code "8"}. */
  TEXT,
  /** Seconds as a whole number: {@code "8s"} becomes 8. */
  SECONDS,
  /** {@code auto} becomes the one of the allowed ratios that is nearest to the picture's. */
  ASPECT_RATIO,
  /** The picture's bytes as {@code data:image/png;base64,…}. */
  DATA_URI,
  /** The picture's bytes in Base64 alone. */
  BASE64;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern COUNT = Pattern.compile("([0-9]{1,5})s?");
  private static final Pattern RATIO = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");

  /** The names that files use. */
  static List<String> words() {
    return Stream.of(values()).map(form -> form.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Reads a name; empty if it is none. */
  static Optional<Form> parse(String word) {
    return Stream.of(values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** A value in this form; empty if it has none. */
  Optional<JsonNode> convert(JsonNode value, FieldMapping mapping, ProviderRequest request) {
    return switch (this) {
      case AS_IS -> Optional.of(value);
      case TEXT -> Optional.of(NODES.stringNode(FieldMapping.text(value)));
      case SECONDS -> seconds(value).map(NODES::numberNode);
      case ASPECT_RATIO ->
          Optional.of(
              FieldMapping.text(value).equals("auto")
                  ? nearest(mapping.allowed(), request)
                  : value);
      case DATA_URI ->
          picture(mapping.field(), request)
              .map(
                  media ->
                      NODES.stringNode(
                          "data:%s;base64,%s".formatted(media.mimeType(), base64(media))));
      case BASE64 ->
          picture(mapping.field(), request).map(media -> NODES.stringNode(base64(media)));
    };
  }

  static Optional<Integer> seconds(JsonNode value) {
    Matcher matcher = COUNT.matcher(FieldMapping.text(value));
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static Optional<MediaInput> picture(String field, ProviderRequest request) {
    return request.media().stream().filter(media -> media.field().equals(field)).findFirst();
  }

  private static String base64(MediaInput media) {
    return Base64.getEncoder().encodeToString(media.bytes());
  }

  /** Without a picture, the first. */
  private static JsonNode nearest(List<JsonNode> allowed, ProviderRequest request) {
    if (request.media().isEmpty()) {
      return allowed.getFirst();
    }
    MediaInput media = request.media().getFirst();
    double wanted = Math.log((double) media.width() / media.height());
    return allowed.stream()
        .min(
            Comparator.comparingDouble(
                one -> ratio(one).stream().map(at -> Math.abs(at - wanted)).findFirst().orElse(99)))
        .orElseThrow();
  }

  /** The logarithm of a ratio, so that 2:1 is as far from 1:1 as 1:2 is. */
  static OptionalDouble ratio(JsonNode value) {
    Matcher matcher = RATIO.matcher(FieldMapping.text(value));
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double width = Double.parseDouble(matcher.group(1));
    double height = Double.parseDouble(matcher.group(2));
    return width > 0 && height > 0
        ? OptionalDouble.of(Math.log(width / height))
        : OptionalDouble.empty();
  }
}
