package runflow.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runflow.client.Model;
import tools.jackson.databind.JsonNode;

/**
 * Makes a run's input of what was typed. The model says which fields are numbers and which are
 * texts that look like one; what it does not know goes out as text, for the server to refuse.
 */
record RunInput(Model model) {
  private static final int LARGEST_IMAGE = 11 << 20;

  Map<String, ?> of(Optional<String> prompt, Optional<String> image, Map<String, String> values) {
    Map<String, Object> input = new LinkedHashMap<>();
    prompt.ifPresent(text -> input.put("prompt", text));
    image.ifPresent(where -> input.put("image_url", address(where)));
    values.forEach((name, text) -> input.put(name, typed(name, text)));
    return input;
  }

  private Object typed(String name, String text) {
    return switch (type(name)) {
      case "boolean" -> bool(name, text);
      case "integer" -> whole(name, text);
      default -> text;
    };
  }

  private String type(String name) {
    for (JsonNode field : model.document().path("inputs")) {
      if (field.path("name").asString("").equals(name)) {
        return field.path("variable_type_code").asString("");
      }
    }
    return "";
  }

  private static boolean bool(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "true or false", text);
    };
  }

  private static BigInteger whole(String name, String text) {
    if (!text.matches("-?[0-9]{1,40}")) {
      throw wrong(name, "a whole number", text);
    }
    return new BigInteger(text);
  }

  private static CommandException wrong(String name, String rule, String text) {
    return new CommandException(
        ExitCode.USAGE, "`%s` must be %s, but was %s".formatted(name, rule, text));
  }

  private static String address(String where) {
    return where.matches("(?i)(https?|data|runflow):.*") ? where : inline(Path.of(where));
  }

  private static String inline(Path file) {
    try {
      if (Files.size(file) > LARGEST_IMAGE) {
        throw new CommandException(
            ExitCode.USAGE,
            "%s is larger than 11 MiB: make it smaller, or give an address".formatted(file));
      }
      byte[] bytes = Files.readAllBytes(file);
      return "data:%s;base64,%s"
          .formatted(mediaType(file, bytes), Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "the image %s cannot be read".formatted(file));
    }
  }

  private static String mediaType(Path file, byte[] bytes) {
    if (begins(bytes, 0xFF, 0xD8)) {
      return "image/jpeg";
    }
    if (begins(bytes, 0x89, 'P', 'N', 'G')) {
      return "image/png";
    }
    if (begins(bytes, 'R', 'I', 'F', 'F')) {
      return "image/webp";
    }
    throw new CommandException(
        ExitCode.USAGE, "%s is neither JPEG, PNG nor WebP: convert it first".formatted(file));
  }

  private static boolean begins(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
