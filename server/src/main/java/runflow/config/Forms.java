package runflow.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The forms in which several settings are written. A text of another form ends in an {@link
 * IllegalArgumentException}, whose message nobody sees: the setting says its rule.
 */
final class Forms {
  private Forms() {}

  /** A whole number, the bounds included. */
  static Function<String, Integer> between(int least, int most) {
    return text -> {
      int number = Integer.parseInt(text);
      if (number < least || number > most) {
        throw new IllegalArgumentException("out of range");
      }
      return number;
    };
  }

  static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  /** Items with commas or white space between them. */
  static List<String> list(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(item -> !item.isEmpty()).toList();
  }

  /** A URL of scheme, host and port, without a slash at its end. */
  static URI publicUrl(String text) {
    URI url = baseUrl(text);
    if (!url.getPath().isEmpty()) {
      throw new IllegalArgumentException("with a path");
    }
    return url;
  }

  /** A URL that may have a path, too. */
  static URI baseUrl(String text) {
    URI url = URI.create(text.replaceAll("/+$", ""));
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new IllegalArgumentException("not a base URL");
    }
    return url;
  }

  static Path absolute(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  /** A file that can be read. */
  static Path file(String text) {
    Path file = absolute(text);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("not a readable file");
    }
    return file;
  }

  /** A folder that exists. */
  static Path folder(String text) {
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("not a folder");
    }
    return folder;
  }
}
