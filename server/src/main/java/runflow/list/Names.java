package runflow.list;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.error.Nearest;

/** The fields of a list by name, and what to say about names that it does not have. */
record Names(List<Field> fields) {
  /** The field to filter by; the caller's refusal for an unknown name. */
  Field filterable(String name, Function<String, ApiException> refusal) {
    return find(fields, name)
        .orElseThrow(
            () ->
                refusal.apply(
                    "there is no field `%s` to filter by; there are %s"
                        .formatted(Scan.shown(name), nearestFirst(name, names(fields)))));
  }

  static Optional<Field> find(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  /** All names, those that are written most alike first. */
  static String nearestFirst(String name, Collection<String> known) {
    String like = name.length() > 100 ? name.substring(0, 100) : name;
    return known.stream()
        .sorted(Comparator.comparingInt(one -> Nearest.distance(like, one)))
        .collect(Collectors.joining(", "));
  }
}
