package runflow.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.http.JsonBody;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** Reads the fields of an administrator's request and gathers every problem. */
final class KeyFields {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_LIST = 100;

  private final JsonNode body;
  private final List<FieldError> problems = new ArrayList<>();

  private KeyFields(JsonNode body) {
    this.body = body;
  }

  /**
   * Takes a body.
   *
   * @param known every field that it may have; another one is a problem
   * @throws ApiException {@code BAD_REQUEST} if it is not a JSON object
   */
  static KeyFields of(byte[] bytes, Set<String> known) {
    JsonNode body = JsonBody.fields(bytes);
    var fields = new KeyFields(body);
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        fields.problem(
            Shown.of(name),
            "is not a field here; there are " + String.join(", ", new TreeSet<>(known)));
      }
    }
    return fields;
  }

  /** Whether a field is there and not null. */
  boolean has(String field) {
    return !body.path(field).isMissingNode() && !body.path(field).isNull();
  }

  JsonNode field(String field) {
    return body.path(field);
  }

  /** A name, which every request of this kind must have. */
  String name() {
    JsonNode name = body.path("name");
    if (name.isString()
        && !name.stringValue().isBlank()
        && name.stringValue().length() <= LONGEST_NAME
        && Json.storable(name.stringValue())) {
      return name.stringValue().strip();
    }
    wrong("name", "must be a text of 1 to 255 characters without U+0000");
    return "";
  }

  /** A list of texts without repetitions; empty if it is missing or wrong. */
  Optional<Set<String>> texts(String field) {
    if (!has(field)) {
      return Optional.empty();
    }
    JsonNode list = body.path(field);
    if (!list.isArray()
        || list.isEmpty()
        || list.size() > LONGEST_LIST
        || !list.valueStream().allMatch(JsonNode::isString)) {
      wrong(field, "must be a list of 1 to 100 texts, or be left out");
      return Optional.empty();
    }
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(text -> texts.add(text.stringValue()));
    return Optional.of(texts);
  }

  /** A time in the future; empty if it is missing or wrong. */
  Optional<Instant> future(String field, Instant now) {
    if (!has(field)) {
      return Optional.empty();
    }
    JsonNode value = body.path(field);
    try {
      if (value.isString()) {
        Instant time = OffsetDateTime.parse(value.stringValue()).toInstant();
        if (time.isAfter(now)) {
          return Optional.of(time);
        }
      }
    } catch (DateTimeParseException e) {
      // Told below, together with times that are past.
    }
    wrong(field, "must be a time to come with its offset, such as \"2031-01-31T12:00:00+00:00\"");
    return Optional.empty();
  }

  /** A whole number within bounds. */
  long seconds(String field, long most, long otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    JsonNode value = body.path(field);
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= 0
        && value.longValue() <= most) {
      return value.longValue();
    }
    wrong(field, "must be a whole number of seconds from 0 to " + most);
    return otherwise;
  }

  /** Notes that the value of a field breaks a rule. */
  void wrong(String field, String rule) {
    JsonNode value = body.path(field);
    problem(
        field,
        rule + ", but was " + (value.isMissingNode() ? "missing" : Shown.of(value.toString())));
  }

  /** Notes what is the matter with a field. */
  void problem(String field, String sentence) {
    problems.add(new FieldError(List.of(field), "`%s` %s".formatted(field, sentence), "value"));
  }

  /**
   * Ends the reading.
   *
   * @throws ApiException {@code VALIDATION_FAILED} with every problem
   */
  void done() {
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
  }

  /** A number of dollars as text or number; empty if it is neither. */
  static Optional<BigDecimal> dollars(JsonNode node) {
    String text = node.isString() ? node.stringValue() : node.toString();
    return text.matches("\\d{1,10}(\\.\\d{1,6})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
