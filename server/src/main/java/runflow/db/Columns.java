package runflow.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import runflow.db.BinaryArray.ElementType;

/**
 * Binds many rows to one statement as an array for each column, to be put together again by {@code
 * unnest}: one statement, prepared once, for any number of rows.
 *
 * @param <R> a row
 * @param <S> the statement
 */
public final class Columns<R, S extends SqlStatement<S>> {
  private final S statement;
  private final List<R> rows;

  private Columns(S statement, List<R> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  public static <R, S extends SqlStatement<S>> Columns<R, S> bind(S statement, List<R> rows) {
    return new Columns<>(statement, rows);
  }

  public Columns<R, S> uuid(String name, Function<R, UUID> value) {
    return bind(name, ElementType.UUID, (row, array) -> array.add(value.apply(row)));
  }

  public Columns<R, S> optionalUuid(String name, Function<R, Optional<UUID>> value) {
    return bind(
        name,
        ElementType.UUID,
        (row, array) -> value.apply(row).ifPresentOrElse(array::add, array::addNull));
  }

  public Columns<R, S> text(String name, Function<R, String> value) {
    return bind(name, ElementType.TEXT, (row, array) -> array.add(value.apply(row)));
  }

  public Columns<R, S> optionalText(String name, Function<R, Optional<String>> value) {
    return bind(
        name,
        ElementType.TEXT,
        (row, array) -> value.apply(row).ifPresentOrElse(array::add, array::addNull));
  }

  /** A column of texts that are at hand as UTF-8. */
  public Columns<R, S> utf8(String name, Function<R, byte[]> value) {
    return bind(name, ElementType.TEXT, (row, array) -> array.add(value.apply(row)));
  }

  public Columns<R, S> number(String name, ToLongFunction<R> value) {
    return bind(name, ElementType.BIGINT, (row, array) -> array.add(value.applyAsLong(row)));
  }

  public Columns<R, S> optionalNumber(String name, Function<R, OptionalInt> value) {
    return bind(
        name,
        ElementType.BIGINT,
        (row, array) -> value.apply(row).ifPresentOrElse(array::add, array::addNull));
  }

  public Columns<R, S> flag(String name, Predicate<R> value) {
    return bind(name, ElementType.BOOLEAN, (row, array) -> array.add(value.test(row)));
  }

  public Columns<R, S> bytes(String name, Function<R, byte[]> value) {
    return bind(name, ElementType.BYTEA, (row, array) -> array.add(value.apply(row)));
  }

  public Columns<R, S> time(String name, Function<R, Instant> value) {
    return bind(name, ElementType.TIMESTAMPTZ, (row, array) -> array.add(value.apply(row)));
  }

  public Columns<R, S> optionalTime(String name, Function<R, Optional<Instant>> value) {
    return bind(
        name,
        ElementType.TIMESTAMPTZ,
        (row, array) -> value.apply(row).ifPresentOrElse(array::add, array::addNull));
  }

  /** The statement with everything bound. */
  public S done() {
    return statement;
  }

  private Columns<R, S> bind(String name, ElementType type, BiConsumer<R, BinaryArray> value) {
    var array = new BinaryArray(type, rows.size());
    rows.forEach(row -> value.accept(row, array));
    Argument argument =
        (position, prepared, context) ->
            prepared.setArray(position, array.of(prepared.getConnection()));
    statement.bind(name, argument);
    return this;
  }
}
