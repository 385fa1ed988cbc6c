package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;

import java.util.ArrayList;
import java.util.List;
import runflow.error.ErrorCode;
import tools.jackson.databind.JsonNode;

/** Every error code with its status, its meaning and what its receiver can do. */
final class ErrorTable {
  private ErrorTable() {}

  static String markdown() {
    JsonNode meanings = OpenApi.file().required("x-error-codes");
    var rows = new ArrayList<List<String>>();
    for (ErrorCode code : ErrorCode.values()) {
      rows.add(
          cells(
              Integer.toString(code.status()),
              code(code.name()),
              sentence(meanings.required(code.name()).stringValue()),
              code.retryable() ? "yes" : "no",
              advice(code)));
    }
    return Markdown.table(cells("Status", "Code", "Meaning", "Retry", "What to do"), rows);
  }

  private static String sentence(String meaning) {
    return Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST -> "Send valid JSON in UTF-8, and query parameters as the message says.";
      case UNAUTHORIZED ->
          "Send `Authorization: Bearer <key>` with a key that exists and has not expired.";
      case INSUFFICIENT_CREDIT ->
          "Add money, wait for open runs to end, or raise the key's spending cap.";
      case PERMISSION_DENIED ->
          "Use a key with the scope, or for the model, that the message names.";
      case NOT_FOUND -> "Check the path and the id, and whether your key is of the right mode.";
      case MODEL_NOT_FOUND ->
          "Take an `id` from `GET /v1/models`; the message suggests a near one.";
      case RUN_NOT_FOUND ->
          "Check the id; a run of a live key does not exist for a test key, nor the reverse.";
      case ASSET_NOT_FOUND -> "Upload the file again, or read the run again for a fresh link.";
      case METHOD_NOT_ALLOWED -> "Use a method that the header `Allow` names.";
      case CONFLICT ->
          "Use a new `Idempotency-Key` for another body; elsewhere read the object again.";
      case PAYLOAD_TOO_LARGE -> "Upload large pictures as assets and refer to them.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send `Content-Type: application/json`.";
      case VALIDATION_FAILED -> "Correct every field that `errors` lists; nothing was created.";
      case RATE_LIMITED -> "Wait as many seconds as `Retry-After` says, then send it again.";
      case INTERNAL ->
          "Send it again with the same `Idempotency-Key`; if it stays, report the request id.";
      case MODEL_UNAVAILABLE ->
          "Send it again after `Retry-After`; with a live key the operator may have to set up a"
              + " provider.";
    };
  }
}
