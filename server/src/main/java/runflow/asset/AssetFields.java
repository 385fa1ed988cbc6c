package runflow.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.http.JsonBody;
import runflow.id.FolderId;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** The fields of a request's body, read one by one; what is wrong with them is told at once. */
final class AssetFields {
  private final JsonNode body;
  private final List<FieldError> problems = new ArrayList<>();

  private AssetFields(JsonNode body) {
    this.body = body;
  }

  /**
   * Begins.
   *
   * @param utf8 empty counts as {@code {}}
   * @throws ApiException {@code BAD_REQUEST} if it is no JSON object
   */
  static AssetFields of(byte[] utf8, Set<String> known) {
    JsonNode body = JsonBody.fields(utf8);
    var fields = new AssetFields(body);
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        String shown = Shown.of(name);
        fields.problem(
            shown,
            "`%s` is not known here; there are %s"
                .formatted(shown, String.join(", ", new TreeSet<>(known))));
      }
    }
    return fields;
  }

  String text(String field, int longest) {
    JsonNode value = body.path(field);
    String text = value.asString("");
    if (!value.isString() || text.isEmpty() || text.length() > longest || !Json.storable(text)) {
      wrong(
          field,
          "must be a text of 1 to %d characters without U+0000 or half a surrogate pair"
              .formatted(longest));
    }
    return text;
  }

  long number(String field, LongPredicate allowed, String rule) {
    JsonNode value = body.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || !allowed.test(value.longValue())) {
      wrong(field, rule);
      return 0;
    }
    return value.longValue();
  }

  /** A field whose value may be null, and which may be missing. */
  boolean isGiven(String field) {
    return body.hasNonNull(field);
  }

  boolean has(String field) {
    return body.has(field);
  }

  Optional<FolderId> folder(String field) {
    if (!isGiven(field)) {
      return Optional.empty();
    }
    Optional<FolderId> id = FolderId.parse(body.path(field).asString(""));
    if (id.isEmpty()) {
      wrong(field, "must be null or the id of a folder");
    }
    return id;
  }

  /** Notes that a field breaks its rule. */
  void wrong(String field, String rule) {
    JsonNode value = body.path(field);
    String got = value.isMissingNode() ? "missing" : value.toString();
    problem(field, "`%s` %s, but was %s".formatted(field, rule, Shown.of(got)));
  }

  /**
   * Ends the reading.
   *
   * @throws ApiException {@code VALIDATION_FAILED} with everything that is wrong
   */
  void done() {
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
  }

  private void problem(String field, String message) {
    problems.add(new FieldError(List.of(field), message, "value"));
  }
}
