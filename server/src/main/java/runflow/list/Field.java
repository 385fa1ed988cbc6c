package runflow.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field by which a list can be filtered, and perhaps sorted.
 *
 * @param name as callers write it
 * @param source the SQL expression that holds it, or the property of an item of a list in memory;
 *     times in milliseconds
 * @param choices the closed list of its values; empty if there is none
 * @param index how an index finds its values; empty if none does
 * @param narrowings conditions that follow from some of its values and are held by an index
 */
public record Field(
    String name,
    String source,
    Type type,
    List<String> choices,
    Sorting sorting,
    Optional<Index> index,
    List<Narrowing> narrowings) {

  /** Whether {@code sort_by} may name the field. */
  enum Sorting {
    NO,
    /** After another field, where it only orders what that leaves equal. */
    AFTER_ANOTHER,
    YES
  }

  /**
   * How an index finds values.
   *
   * @param equality SQL with {@code %s} for each place of the value
   * @param ranges whether it finds what is greater or less, too
   */
  record Index(String equality, boolean ranges) {}

  /** A condition that holds for all rows with one of the values. */
  record Narrowing(Set<Object> values, String sql) {}

  private static Field of(String name, Type type) {
    return new Field(name, name, type, List.of(), Sorting.NO, Optional.empty(), List.of());
  }

  public static Field text(String name) {
    return of(name, Type.TEXT);
  }

  public static Field uuid(String name) {
    return of(name, Type.UUID);
  }

  public static Field time(String name) {
    return of(name, Type.TIME);
  }

  public static Field money(String name) {
    return of(name, Type.MONEY);
  }

  public static Field integer(String name) {
    return of(name, Type.INTEGER);
  }

  public static Field flag(String name) {
    return of(name, Type.BOOLEAN);
  }

  /** A text out of a closed list. */
  public static Field choice(String name, List<String> choices) {
    return new Field(
        name, name, Type.TEXT, List.copyOf(choices), Sorting.NO, Optional.empty(), List.of());
  }

  /** The same field, held by another SQL expression than its own name. */
  public Field from(String expression) {
    return new Field(name, expression, type, choices, sorting, index, narrowings);
  }

  /** The same field as one to sort by; in SQL it is never null. */
  public Field sorts() {
    return new Field(name, source, type, choices, Sorting.YES, index, narrowings);
  }

  /** The same field as one to sort by after another; in SQL it is never null. */
  public Field sortsAfterAnother() {
    return new Field(name, source, type, choices, Sorting.AFTER_ANOTHER, index, narrowings);
  }

  /** The same field, whose equal values an index finds. */
  public Field found() {
    return found(source + " = %s");
  }

  /** As {@link #found()}, with the condition that the index understands, {@code %s} the value. */
  public Field found(String equality) {
    return new Field(
        name, source, type, choices, sorting, Optional.of(new Index(equality, false)), narrowings);
  }

  /** The same field, whose ranges an index holds in the list's own order. */
  public Field foundInRanges() {
    return new Field(
        name,
        source,
        type,
        choices,
        sorting,
        Optional.of(new Index(source + " = %s", true)),
        narrowings);
  }

  /** The same field, some values of which imply a condition that an index holds. */
  public Field narrows(Set<Object> values, String sql) {
    var more = new ArrayList<>(narrowings);
    more.add(new Narrowing(Set.copyOf(values), sql));
    return new Field(name, source, type, choices, sorting, index, List.copyOf(more));
  }

  /** Whether the field has values between others. */
  boolean ordered() {
    return type.ordered() && choices.isEmpty();
  }

  /** What a value looks like, for messages. */
  String expected() {
    return choices.isEmpty() ? type.expected() : "one of " + String.join(", ", choices);
  }

  /** Reads a value; empty if it is of another type or not among the choices. */
  Optional<Object> parse(String text) {
    return choices.isEmpty() || choices.contains(text) ? type.parse(text) : Optional.empty();
  }
}
