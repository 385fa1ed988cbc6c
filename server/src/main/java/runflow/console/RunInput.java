package runflow.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a run was given.
 *
 * @param prompt empty if there is none
 * @param raw the whole input as JSON
 */
public record RunInput(String prompt, List<Picture> pictures, List<Setting> settings, String raw) {
  /**
   * A picture of the input.
   *
   * @param reference as the input has it
   * @param source where the page can load it: from this server only
   */
  public record Picture(String name, String reference, Optional<String> source) {
    /** Whether it is an address that can be opened. */
    public boolean isLink() {
      return reference.startsWith("https://") || reference.startsWith("http://");
    }
  }

  /** Any other field. */
  public record Setting(String name, String value) {}

  static RunInput of(Visit visit, JsonNode input) throws Exception {
    List<Picture> pictures = new ArrayList<>();
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : input.properties()) {
      String text = field.getValue().asString(field.getValue().toString());
      if (AssetRef.is(text) || field.getKey().endsWith("image_url")) {
        pictures.add(new Picture(field.getKey(), text, AssetRef.source(visit, text)));
      } else if (!field.getKey().equals("prompt")) {
        settings.add(new Setting(field.getKey(), text));
      }
    }
    return new RunInput(input.path("prompt").asString(""), pictures, settings, pretty(input));
  }

  static String pretty(JsonNode json) {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }
}
