package runflow.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.client.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One video of the demo.
 *
 * @param model whose first documented example is run as it stands
 * @param fileName what the video is saved as
 */
record DemoClip(String model, String fileName) {
  static final List<DemoClip> ALL =
      List.of(
          new DemoClip("google/veo3.1", "veo3.1.mp4"),
          new DemoClip("google/veo3.1/fast/image-to-video", "veo3.1-fast-image-to-video.mp4"));

  /** The example's input, at another resolution if one is asked for. */
  Map<String, Object> input(Model document, Optional<String> resolution) {
    JsonNode example = document.document().at("/examples/0/input");
    if (!example.isObject()) {
      throw new CommandException(
          ExitCode.FAILED, "the catalog has no example of %s to run".formatted(model));
    }
    Map<String, Object> input = new LinkedHashMap<>();
    example
        .properties()
        .forEach(
            field ->
                input.put(
                    field.getKey(), new JsonMapper().treeToValue(field.getValue(), Object.class)));
    resolution.ifPresent(asked -> input.put("resolution", asked));
    return input;
  }
}
