package runflow.db;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

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
    return bind(name, "uuid", value::apply);
  }

  public Columns<R, S> optionalUuid(String name, Function<R, Optional<UUID>> value) {
    return bind(name, "uuid", row -> value.apply(row).orElse(null));
  }

  public Columns<R, S> text(String name, Function<R, String> value) {
    return bind(name, "text", value::apply);
  }

  public Columns<R, S> optionalText(String name, Function<R, Optional<String>> value) {
    return bind(name, "text", row -> value.apply(row).orElse(null));
  }

  public Columns<R, S> number(String name, ToLongFunction<R> value) {
    return bind(name, "bigint", value::applyAsLong);
  }

  public Columns<R, S> optionalNumber(String name, Function<R, OptionalInt> value) {
    return bind(
        name,
        "bigint",
        row -> value.apply(row).isPresent() ? (Long) (long) value.apply(row).getAsInt() : null);
  }

  public Columns<R, S> flag(String name, Predicate<R> value) {
    return bind(name, "boolean", value::test);
  }

  public Columns<R, S> bytes(String name, Function<R, byte[]> value) {
    return bind(name, "bytea", rows.stream().map(value).toArray(byte[][]::new));
  }

  public Columns<R, S> time(String name, Function<R, Instant> value) {
    return bind(name, "timestamptz", row -> utc(value.apply(row)));
  }

  public Columns<R, S> optionalTime(String name, Function<R, Optional<Instant>> value) {
    return bind(name, "timestamptz", row -> value.apply(row).map(Columns::utc).orElse(null));
  }

  /** The statement with everything bound. */
  public S done() {
    return statement;
  }

  private Columns<R, S> bind(String name, String type, Function<R, @Nullable Object> value) {
    return bind(name, type, rows.stream().map(value).toArray());
  }

  private Columns<R, S> bind(String name, String type, Object[] column) {
    Argument array =
        (position, prepared, context) ->
            prepared.setArray(position, prepared.getConnection().createArrayOf(type, column));
    statement.bind(name, array);
    return this;
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
