package runflow.catalog;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One field of a model's input, as documented; the schema itself stays the truth.
 *
 * @param type JSON Schema's type, or {@code image} for a reference to a picture
 * @param fallback the value that is filled in when the field is left out
 * @param allowed the only values accepted, as text; empty if any value of the type is
 */
public record InputField(
    String name,
    String title,
    String type,
    boolean required,
    Optional<JsonNode> fallback,
    List<String> allowed,
    String description) {
  public InputField {
    allowed = List.copyOf(allowed);
  }
}
