package runflow.docs;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a model's document that are not in its catalog entry, for other pages about it.
 *
 * @param baseUrl our own base URL, without a slash at its end
 */
public record ModelReference(String baseUrl) {

  /** Programs that run an example. */
  public record Programs(String python, String node, String curl) {}

  /** Programs that run a model with an input. */
  public Programs programs(String model, ObjectNode input) {
    var samples = new Samples(baseUrl + "/v1/models/" + model + "/runs", input);
    return new Programs(samples.python(), samples.node(), samples.curl());
  }

  /** What a request to create a run may hold: name, type, required or optional, description. */
  public List<List<String>> requestParameters() {
    return RequestParameters.ROWS.stream().map(ModelReference::plain).toList();
  }

  /** What a callback holds: name, type, description. */
  public List<List<String>> callbackPayload() {
    return Shared.read("callback-payload.md", baseUrl)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> plain(Arrays.asList(line.substring(2).split("(?<!\\\\)\\|"))))
        .toList();
  }

  private static List<String> plain(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("\\|", "|").replace("`", "").strip())
        .filter(cell -> !cell.isEmpty())
        .toList();
  }
}
