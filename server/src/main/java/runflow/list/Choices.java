package runflow.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Filters that say which values a field may have. */
final class Choices {
  private Choices() {}

  /** The values that a filter wants of its one field; empty if it says something else. */
  static Optional<Filter.In> of(Filter filter) {
    return switch (filter) {
      case Filter.In in -> Optional.of(in);
      case Filter.Compare(Field field, Filter.Op op, Object value) ->
          op == Filter.Op.EQ ? Optional.of(new Filter.In(field, List.of(value))) : Optional.empty();
      case Filter.And and -> Optional.empty();
      case Filter.Or or -> Optional.empty();
      case Filter.Not not -> Optional.empty();
      case Filter.Missing missing -> Optional.empty();
    };
  }

  /** Either of several; one list of values if all are about the same field. */
  static Filter merged(List<Filter> any) {
    List<Object> values = new ArrayList<>();
    Set<Field> fields = new HashSet<>();
    for (Filter one : any) {
      Optional<Filter.In> in = of(one);
      if (in.isEmpty()) {
        return new Filter.Or(List.copyOf(any));
      }
      fields.add(in.get().field());
      values.addAll(in.get().values());
    }
    return fields.size() == 1
        ? new Filter.In(fields.iterator().next(), List.copyOf(values))
        : new Filter.Or(List.copyOf(any));
  }
}
