package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The playground of a model as its templates show it.
 *
 * @param idempotencyKey of this form, so that sending it twice makes one run
 * @param previews of pictures that the form refers to, by field
 * @param run what was run last; empty at first
 */
public record Playground(
    ModelDetail model,
    Checked checked,
    String idempotencyKey,
    String callbackUrl,
    String metadata,
    Map<String, String> previews,
    Optional<RunPanel> run,
    String csrf) {

  /**
   * What is known of the form's content.
   *
   * @param quote what the run would cost; empty if the content is not valid
   * @param problem that belongs to none of the fields; empty if there is none
   * @param curl the request that the content means
   * @param refused whether the form was sent like this; until then a field that is still empty is
   *     no error
   */
  public record Checked(
      List<FormField> fields,
      Optional<Quote> quote,
      String problem,
      String callbackError,
      String metadataError,
      String curl,
      boolean refused) {
    public Checked {
      fields = List.copyOf(fields);
    }

    /** Whether something that is folded away needs to be looked at. */
    public boolean foldedError() {
      return !callbackError.isEmpty()
          || !metadataError.isEmpty()
          || fields.stream().anyMatch(field -> field.folded() && !field.error().isEmpty());
    }
  }

  /** What a dry run answers. */
  public record Quote(String cost, Breakdown costBreakdown) {}

  /** How the cost comes about: so many units at so much. */
  public record Breakdown(String unit, String quantity, String unitPrice, String note) {}

  /** Where the form is sent to. */
  public String path() {
    return model.listed().path();
  }
}
