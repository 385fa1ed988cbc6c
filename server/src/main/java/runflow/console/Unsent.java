package runflow.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import runflow.http.Call;

/**
 * A form that was sent and not taken, because nobody was signed in or its page was made for
 * somebody else: what was typed goes from page to page until it is sent again. Nothing of it is
 * kept here.
 *
 * @param target path and query of this server that the form is sent to
 * @param back path of the page with the form
 */
public record Unsent(String target, String back, Map<String, List<String>> fields) {
  private static final String TARGET = "unsent";
  private static final String BACK = "next";
  private static final String PREFIX = TARGET + ".";

  /** What pages put into their forms by themselves. */
  private static final Set<String> OF_PAGES = Set.of("once", "idempotency_key", "refused");

  public Unsent {
    fields = Map.copyOf(fields);
  }

  /** One value of the form. */
  public record Field(String name, String value) {
    /** The name as words. */
    public String label() {
      return name.substring(name.lastIndexOf('.') + 1).replace('_', ' ');
    }
  }

  /** What a form has sent; empty if nothing was typed or chosen in it. */
  static Optional<Unsent> of(Call call, String back, Map<String, List<String>> sent) {
    Map<String, List<String>> fields = new HashMap<>(sent);
    fields.remove(Door.CSRF_FIELD);
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Unsent(call.target(), back, fields));
  }

  /** What a sign-in carries along; empty if it carries nothing, or would lead to another server. */
  static Optional<Unsent> carried(Map<String, List<String>> signIn) {
    Map<String, List<String>> fields = new HashMap<>();
    signIn.forEach(
        (name, values) -> {
          if (name.startsWith(PREFIX)) {
            fields.put(name.substring(PREFIX.length()), values);
          }
        });
    String back = Door.first(signIn, BACK).flatMap(Targets::own).orElse("/");
    return Door.first(signIn, TARGET)
        .flatMap(Targets::own)
        .map(target -> new Unsent(target, back, fields));
  }

  /** Every value, in the order of names. */
  public List<Field> all() {
    List<Field> all = new ArrayList<>();
    new TreeMap<>(fields)
        .forEach((name, values) -> values.forEach(value -> all.add(new Field(name, value))));
    return all;
  }

  /** The values that somebody typed or chose. */
  public List<Field> shown() {
    return all().stream()
        .filter(field -> !field.value().isBlank() && !OF_PAGES.contains(field.name()))
        .toList();
  }

  /** As fields of the sign-in, which {@link #carried} reads. */
  public List<Field> carrying() {
    List<Field> carrying = new ArrayList<>();
    carrying.add(new Field(TARGET, target));
    all().forEach(field -> carrying.add(new Field(PREFIX + field.name(), field.value())));
    return carrying;
  }
}
