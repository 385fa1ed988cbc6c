package runflow.catalog;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runflow.error.FieldError;
import runflow.error.Nearest;
import tools.jackson.databind.JsonNode;

/** Puts a violated schema keyword into words: the field, the rule, the value, what to do. */
final class InputMessages {
  private final String model;
  private final InputSchema schema;

  InputMessages(String model, InputSchema schema) {
    this.model = model;
    this.schema = schema;
  }

  FieldError of(Error error) {
    var loc = new ArrayList<String>();
    loc.add("input");
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      loc.add(Shown.step(String.valueOf(error.getInstanceLocation().getElement(i))));
    }
    String keyword = error.getKeyword();
    if (error.getProperty() != null && namesAField(keyword)) {
      loc.add(Shown.step(error.getProperty()));
    }
    String type = keyword.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new FieldError(loc, message(error, loc), type);
  }

  private static boolean namesAField(String keyword) {
    return keyword.equals("required") || keyword.equals("additionalProperties");
  }

  private String message(Error error, List<String> loc) {
    String field = Shown.field(loc);
    if (error.getKeyword().equals("additionalProperties")) {
      return unknown(field, loc);
    }
    if (error.getKeyword().equals("required")) {
      return "`%s` is required for model `%s`, but is missing: add it to `input`"
          .formatted(field, model);
    }
    return "`%s` %s".formatted(field, broken(error, loc));
  }

  private String unknown(String field, List<String> loc) {
    List<String> known = schema.names();
    boolean topLevel = loc.size() == 2;
    String hint =
        Nearest.to(field, topLevel ? known : List.of())
            .map(near -> "did you mean `" + near + "`?")
            .orElse(
                topLevel
                    ? "model `%s` takes %s".formatted(model, String.join(", ", known))
                    : "remove it");
    return "unknown field `%s`: %s".formatted(field, hint);
  }

  private String broken(Error error, List<String> loc) {
    JsonNode got = error.getInstanceNode();
    JsonNode limit = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> type(limit, got, loc);
      case "enum" -> rule("must be one of " + list(limit), Shown.value(got));
      case "const" -> rule("must be " + Shown.value(limit), Shown.value(got));
      case "minLength" -> shortText(limit, got);
      case "maxLength" ->
          rule("must have at most %s characters".formatted(limit.asString()), length(got));
      case "minimum" -> rule("must be at least " + limit.asString(), Shown.value(got));
      case "maximum" -> rule("must be at most " + limit.asString(), Shown.value(got));
      case "exclusiveMinimum" -> rule("must be more than " + limit.asString(), Shown.value(got));
      case "exclusiveMaximum" -> rule("must be less than " + limit.asString(), Shown.value(got));
      case "multipleOf" -> rule("must be a multiple of " + limit.asString(), Shown.value(got));
      case "pattern" -> rule("must match the pattern " + limit.asString(), Shown.value(got));
      case "minItems" ->
          rule("must have %s or more entries".formatted(limit.asString()), size(got));
      case "maxItems" ->
          rule("must have %s or fewer entries".formatted(limit.asString()), size(got));
      case "uniqueItems" -> rule("must not hold an entry twice", "an array that does");
      case "format" -> format(limit, got);
      default ->
          "breaks the rule `%s` of model `%s`: its schema is in GET /v1/models/%s"
              .formatted(error.getKeyword(), model, model);
    };
  }

  private String type(JsonNode wanted, JsonNode got, List<String> loc) {
    var field = loc.size() == 2 ? schema.field(loc.get(1)) : Optional.<InputField>empty();
    List<String> allowed = field.map(InputField::allowed).orElse(List.of());
    String must =
        allowed.isEmpty() ? article(wanted.asString("")) : "one of " + String.join(", ", allowed);
    String advice = got.isNull() ? "; leave the field out if you have no value for it" : "";
    boolean text = allowed.contains(got.asString(""));
    String quote = text ? "; send it as a string, in quotes" : "";
    return rule("must be " + must, Shown.kind(got)) + advice + quote;
  }

  private static String article(String type) {
    return switch (type) {
      case "integer", "object", "array" -> "an " + type;
      case "boolean" -> "true or false";
      case "" -> "of another type";
      default -> "a " + type;
    };
  }

  private String shortText(JsonNode limit, JsonNode got) {
    return limit.asInt() == 1
        ? "must not be empty for model `%s`".formatted(model)
        : rule("must have at least %s characters".formatted(limit.asString()), length(got));
  }

  private String format(JsonNode limit, JsonNode got) {
    if (limit.asString("").equals(ImageReference.NAME)) {
      return ImageReference.problem(got.asString("")).orElse("must name a picture");
    }
    return rule("must be in the format " + limit.asString(), Shown.value(got));
  }

  private String rule(String must, String got) {
    return "%s for model `%s`, but was %s".formatted(must, model, got);
  }

  private static String length(JsonNode got) {
    String text = got.asString("");
    return text.codePointCount(0, text.length()) + " long";
  }

  private static String size(JsonNode got) {
    return "an array of " + got.size();
  }

  private static String list(JsonNode values) {
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(Shown.value(value)));
    return String.join(", ", texts);
  }
}
