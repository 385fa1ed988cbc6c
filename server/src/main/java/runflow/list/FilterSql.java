package runflow.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Filters as SQL: declared expressions and bound values only, never a caller's text. A comparison
 * with a null is null and so no hit; only a negation has to ask.
 */
final class FilterSql {
  private final Map<String, Object> bindings = new LinkedHashMap<>();

  /** The values of everything that was written, by name. */
  Map<String, Object> bindings() {
    return bindings;
  }

  String of(Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> all) -> joined(all, " and ");
      case Filter.Or(List<Filter> any) -> joined(any, " or ");
      case Filter.Not(Filter inner) -> "(" + of(inner) + ") is not true";
      case Filter.Compare(Field field, Filter.Op op, Object value) ->
          "%s %s %s"
              .formatted(
                  op == Filter.Op.EQ ? field.source() : ordered(field),
                  op.sql(),
                  bind(field, value));
      case Filter.In(Field field, List<Object> values) ->
          "%s in (%s)"
              .formatted(
                  field.source(),
                  values.stream()
                      .map(value -> bind(field, value))
                      .collect(Collectors.joining(", ")));
      case Filter.Missing(Field field) -> field.source() + " is null";
    };
  }

  /** The condition by which an index finds an equal value. */
  String lookup(Field.Index index, Field field, Object value) {
    return index.equality().replace("%s", bind(field, value));
  }

  /** An expression to sort and compare by, in the same order whatever the database speaks. */
  static String ordered(Field field) {
    return field.type() == Type.TEXT ? field.source() + " collate \"C\"" : field.source();
  }

  String bind(Field field, Object value) {
    String name = "v" + bindings.size();
    bindings.put(name, field.type().bound(value));
    return ":" + name;
  }

  private String joined(List<Filter> parts, String between) {
    return parts.stream().map(this::of).collect(Collectors.joining(between, "(", ")"));
  }
}
