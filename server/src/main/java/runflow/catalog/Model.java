package runflow.catalog;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model of the catalog. Immutable.
 *
 * @param id the path in URLs, e.g. {@code google/veo3.1/fast}
 * @param version changes whenever the model's file does, so that a run can pin what it used
 * @param name display name, e.g. {@code Veo 3.1 Fast}
 * @param creator display name of who made the model
 * @param license licence code, e.g. {@code commercial}
 * @param categories at least one, the main one first
 * @param samples example inputs; {@code {base}} inside a text stands for our own base URL
 * @param routes in order of preference; the sandbox serves every model and is not listed
 */
public record Model(
    String id,
    String version,
    String name,
    String description,
    String creator,
    String license,
    List<String> categories,
    InputSchema input,
    List<OutputField> outputs,
    Price price,
    List<ObjectNode> samples,
    List<Route> routes) {
  /** Stands for the server's own base URL inside example inputs. */
  static final String BASE = "{base}";

  public Model {
    categories = List.copyOf(categories);
    outputs = List.copyOf(outputs);
    samples = List.copyOf(samples);
    routes = List.copyOf(routes);
  }

  /** Checks a caller's input; never throws, reports every problem at once. */
  public CheckedInput check(ObjectNode candidate) {
    return new InputCheck(id, input).check(candidate);
  }

  /** The example inputs with the server's own base URL (without a slash at its end) put in. */
  public List<ObjectNode> examples(String baseUrl) {
    return samples.stream().map(sample -> located(sample, baseUrl)).toList();
  }

  static ObjectNode located(ObjectNode sample, String baseUrl) {
    ObjectNode copy = sample.deepCopy();
    for (var field : sample.properties()) {
      if (field.getValue().isString()) {
        copy.put(field.getKey(), field.getValue().stringValue().replace(BASE, baseUrl));
      }
    }
    return copy;
  }
}
