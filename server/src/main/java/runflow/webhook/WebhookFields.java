package runflow.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runflow.callback.Event;
import runflow.callback.SigningSecret;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.error.Nearest;
import runflow.error.Shown;
import runflow.http.Call;
import runflow.http.JsonBody;
import runflow.json.Json;
import runflow.outbound.UrlPolicy;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a request about webhooks and gathers every problem. */
final class WebhookFields {
  private static final int LONGEST_URL = 2_048;

  private final JsonNode body;
  private final List<FieldError> problems = new ArrayList<>();

  private WebhookFields(JsonNode body) {
    this.body = body;
  }

  /**
   * Takes a body.
   *
   * @param known every field that it may have; another one is a problem
   * @throws ApiException {@code BAD_REQUEST} if it is not a JSON object
   */
  static WebhookFields of(Call call, Set<String> known) throws InterruptedException {
    JsonNode body = JsonBody.fields(call.json());
    var fields = new WebhookFields(body);
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        fields.problem(
            Shown.of(name),
            "is not a field here; there are " + String.join(", ", new TreeSet<>(known)),
            "unknown");
      }
    }
    return fields;
  }

  /** Whether a field is there, be it null. */
  boolean has(String field) {
    return !body.path(field).isMissingNode();
  }

  /** An address that may be called. */
  String url(UrlPolicy urls) {
    JsonNode url = body.path("url");
    if (!url.isString()
        || url.stringValue().length() > LONGEST_URL
        || !Json.storable(url.stringValue())) {
      wrong("url", "must be an http or https URL of at most 2048 characters");
      return "";
    }
    urls.check(List.of("url"), url.stringValue(), UrlPolicy.Use.CALLBACK).ifPresent(problems::add);
    return url.stringValue();
  }

  /** A text; empty if it is missing or null. */
  String text(String field, int longest) {
    JsonNode text = body.path(field);
    if (text.isMissingNode() || text.isNull()) {
      return "";
    }
    if (text.isString()
        && text.stringValue().length() <= longest
        && Json.storable(text.stringValue())) {
      return text.stringValue();
    }
    wrong(field, "must be a text of at most %d characters without U+0000".formatted(longest));
    return "";
  }

  /** Types of events; empty, which means all, if the list is missing or null. */
  Set<Event.Type> events() {
    JsonNode events = body.path("events");
    Set<Event.Type> types = EnumSet.noneOf(Event.Type.class);
    if (events.isMissingNode() || events.isNull()) {
      return types;
    }
    if (!events.isArray() || events.isEmpty() || events.size() > Event.Type.values().length) {
      wrong("events", "must be a list of event types without repetitions, or null for all");
      return types;
    }
    for (JsonNode event : events) {
      Optional<Event.Type> type =
          event.isString() ? Event.Type.of(event.stringValue()) : Optional.empty();
      type.ifPresentOrElse(types::add, () -> problem("events", unknown(event), "enum"));
    }
    return types;
  }

  boolean flag(String field, boolean otherwise) {
    JsonNode flag = body.path(field);
    if (flag.isMissingNode()) {
      return otherwise;
    }
    if (!flag.isBoolean()) {
      wrong(field, "must be true or false");
      return otherwise;
    }
    return flag.booleanValue();
  }

  /** A secret of the caller's choice, or a new one. */
  SigningSecret secret() {
    JsonNode secret = body.path("secret");
    if (secret.isMissingNode() || secret.isNull()) {
      return SigningSecret.create();
    }
    Optional<SigningSecret> given =
        secret.isString() ? SigningSecret.parse(secret.stringValue()) : Optional.empty();
    if (given.isEmpty()) {
      problem(
          "secret",
          "must be `whsec_` and base64 of 24 to 64 bytes; leave it out to have one made",
          "pattern");
    }
    return given.orElseGet(SigningSecret::create);
  }

  long seconds(String field, long most, long otherwise) {
    JsonNode value = body.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= 0
        && value.longValue() <= most) {
      return value.longValue();
    }
    wrong(field, "must be a whole number of seconds from 0 to " + most);
    return otherwise;
  }

  /** A time that must be given and not be in the future. */
  Instant past(String field, Instant now) {
    JsonNode value = body.path(field);
    try {
      if (value.isString()) {
        Instant time = OffsetDateTime.parse(value.stringValue()).toInstant();
        if (!time.isAfter(now)) {
          return time;
        }
      }
    } catch (DateTimeException e) {
      // Told below, together with times to come.
    }
    wrong(field, "must be a past time with its offset, such as \"2026-01-31T12:00:00+00:00\"");
    return now;
  }

  String choice(String field, List<String> choices) {
    JsonNode value = body.path(field);
    if (value.isMissingNode()) {
      return choices.getFirst();
    }
    if (!value.isString() || !choices.contains(value.stringValue())) {
      wrong(field, "must be one of " + String.join(", ", choices));
      return choices.getFirst();
    }
    return value.stringValue();
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

  private static String unknown(JsonNode event) {
    List<String> codes = Arrays.stream(Event.Type.values()).map(Event.Type::code).toList();
    String name = Shown.of(event.isString() ? event.stringValue() : event.toString());
    return "has `%s`, which is no event%s; GET /v1/webhooks/event-types lists them"
        .formatted(
            name, Nearest.to(name, codes).map(near -> ": did you mean " + near + "?").orElse(""));
  }

  private void wrong(String field, String rule) {
    JsonNode value = body.path(field);
    problem(
        field,
        rule + ", but was " + (value.isMissingNode() ? "missing" : Shown.of(value.toString())),
        value.isMissingNode() ? "required" : "value");
  }

  private void problem(String field, String sentence, String type) {
    problems.add(new FieldError(List.of(field), "`%s` %s".formatted(field, sentence), type));
  }
}
