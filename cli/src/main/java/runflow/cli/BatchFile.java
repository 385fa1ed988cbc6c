package runflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.client.BatchOrder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with a JSON object on each line: either a model's input, perhaps with a {@code client_ref}
 * among its fields, or an item with {@code input} and perhaps {@code client_ref} and {@code
 * metadata}. Empty lines are skipped. What the values may be, the server knows.
 */
final class BatchFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};
  private static final long LARGEST = 16L << 20;
  private static final int MOST_ITEMS = 100;

  private BatchFile() {}

  static List<BatchOrder.Item> read(Path file) {
    List<String> lines = lines(file);
    List<BatchOrder.Item> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        items.add(item(file, i + 1, lines.get(i)));
      }
    }
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw new CommandException(
          ExitCode.USAGE,
          "--file: a batch has 1 to %d items, but %s has %d"
              .formatted(MOST_ITEMS, file, items.size()));
    }
    return items;
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CommandException(
            ExitCode.USAGE, "--file: %s is larger than 16 MiB".formatted(file));
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "--file: %s cannot be read as UTF-8 text: %s".formatted(file, e));
    }
  }

  private static BatchOrder.Item item(Path file, int line, String text) {
    Map<String, Object> fields;
    try {
      fields = JSON.readValue(text, OBJECT);
    } catch (JacksonException e) {
      throw wrong(file, line, "is not a JSON object: " + e.getOriginalMessage());
    }
    Optional<String> clientRef = text(fields.remove("client_ref"), file, line);
    if (!fields.containsKey("input")) {
      return new BatchOrder.Item(fields, clientRef, Optional.empty());
    }
    Map<String, ?> input = object(fields.remove("input"), "input", file, line).orElse(Map.of());
    Optional<Map<String, ?>> metadata = object(fields.remove("metadata"), "metadata", file, line);
    if (!fields.isEmpty()) {
      throw wrong(
          file,
          line,
          "has `%s` beside `input`; an item has input, client_ref and metadata"
              .formatted(fields.keySet().iterator().next()));
    }
    return new BatchOrder.Item(input, clientRef, metadata);
  }

  private static Optional<String> text(@Nullable Object value, Path file, int line) {
    if (value != null && !(value instanceof String)) {
      throw wrong(file, line, "has a `client_ref` that is no text");
    }
    return Optional.ofNullable((String) value);
  }

  @SuppressWarnings("unchecked")
  private static Optional<Map<String, ?>> object(
      @Nullable Object value, String name, Path file, int line) {
    if (value != null && !(value instanceof Map)) {
      throw wrong(file, line, "has `%s` that is no object".formatted(name));
    }
    return Optional.ofNullable((Map<String, ?>) value);
  }

  private static CommandException wrong(Path file, int line, String what) {
    return new CommandException(
        ExitCode.USAGE, "--file: line %d of %s %s".formatted(line, file, what));
  }
}
