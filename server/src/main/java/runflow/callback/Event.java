package runflow.callback;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * Something that happened to an account and that its webhooks may want to hear.
 *
 * @param requestId of the request that led to it, for correlation
 * @param run that it is about, if it is about one
 * @param payload makes the bytes to send; asked only if somebody wants them
 */
public record Event(
    Type type,
    OrgId org,
    boolean livemode,
    String requestId,
    Optional<RunId> run,
    Supplier<byte[]> payload) {

  /** The closed list of events. */
  public enum Type {
    RUN_COMPLETED("run.completed", "A run has succeeded."),
    RUN_FAILED("run.failed", "A run has failed; `error` says why."),
    RUN_CANCELLED("run.cancelled", "A run was cancelled."),
    BATCH_SUCCEEDED("batch.succeeded", "Every run of a batch has succeeded."),
    BATCH_PARTIAL_SUCCEEDED(
        "batch.partial_succeeded", "A batch has ended, some of its runs without success."),
    BATCH_FAILED("batch.failed", "No run of a batch has succeeded."),
    BATCH_CANCELLED("batch.cancelled", "A batch was cancelled."),
    BALANCE_LOW("balance.low", "The available balance has fallen below its threshold."),
    WEBHOOK_DISABLED("webhook.disabled", "Another webhook was disabled; `reason` says why."),
    WEBHOOK_TEST("webhook.test", "A test that somebody asked for.");

    private final String code;
    private final String description;

    Type(String code, String description) {
      this.code = code;
      this.description = description;
    }

    /** As the API writes it, e.g. {@code run.completed}. */
    public String code() {
      return code;
    }

    /** One sentence for the reference. */
    public String description() {
      return description;
    }

    /** Reads what {@link #code} writes; empty if there is no such event. */
    public static Optional<Type> of(String code) {
      return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }
  }
}
