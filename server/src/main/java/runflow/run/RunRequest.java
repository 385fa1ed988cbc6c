package runflow.run;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a create request (contract, section 2), with everything checked that does not depend
 * on the model.
 *
 * @param metadata JSON exactly as received
 */
public record RunRequest(
    ObjectNode input,
    Optional<String> callbackUrl,
    Optional<String> metadata,
    Optional<String> clientRef,
    Optional<Integer> deadlineSeconds,
    Priority priority) {
  private static final List<String> FIELDS =
      List.of("input", "callback_url", "metadata", "client_ref", "deadline_seconds", "priority");

  /** Reads a body; every problem is added to those of the fields. */
  static RunRequest read(RunFields fields) {
    fields.refuseOthersThan(FIELDS);
    return new RunRequest(
        fields.input(),
        fields.callbackUrl(),
        fields.metadata(),
        fields.clientRef(),
        fields.deadlineSeconds(),
        fields.priority());
  }
}
