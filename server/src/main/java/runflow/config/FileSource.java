package runflow.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Takes settings from a file of YAML, in which dots of a key are levels. */
final class FileSource {
  private final Path file;
  private final RawSettings raw;

  private FileSource(Path file, RawSettings raw) {
    this.file = file;
    this.raw = raw;
  }

  /** Sets what a file says; one that does not exist says nothing. */
  static void apply(Path file, RawSettings raw) {
    if (Files.exists(file)) {
      new FileSource(file, raw).apply();
    }
  }

  private void apply() {
    try {
      apply("", new YAMLMapper().readTree(Files.readString(file)));
    } catch (JacksonException e) {
      // Its message quotes the file, which may hold a secret.
      raw.problem(
          "%s: line %d cannot be read as YAML".formatted(file, e.getLocation().getLineNr()));
    } catch (IOException e) {
      raw.problem("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void apply(String key, JsonNode node) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(entry -> apply(prefix + entry.getKey(), entry.getValue()));
    } else if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asString()));
      raw.set(key, String.join(",", items), file.toString());
    } else if (key.equals("data")) {
      raw.problem(file + ": `data` cannot be set in the file that lies in the data folder");
    } else if (!node.isNull() && !node.isMissingNode()) {
      raw.set(key, node.asString(), file.toString());
    }
  }
}
