package runflow.list;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import runflow.json.Timestamp;
import runflow.money.Money;

/**
 * What a field holds. Values are {@code String}, {@code UUID}, {@code Instant} in milliseconds,
 * {@code Long} for whole numbers and for money in micro-dollars, and {@code Boolean}.
 */
enum Type {
  TEXT("a text"),
  UUID("a UUID"),
  TIME("a date like 2026-04-01 or a time like 2026-04-01T12:00:00Z"),
  MONEY("an amount in dollars like 1.60"),
  INTEGER("a whole number"),
  BOOLEAN("true or false");

  private static final Pattern CANONICAL_UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]{5,18}");
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,6})?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private final String expected;

  Type(String expected) {
    this.expected = expected;
  }

  /** What a value looks like, for messages. */
  String expected() {
    return expected;
  }

  /** Whether values have an order that a caller can mean. */
  boolean ordered() {
    return this != BOOLEAN;
  }

  /** Reads a value as callers and cursors write it; empty if it is of another type. */
  Optional<Object> parse(String text) {
    return switch (this) {
      case TEXT -> Optional.of(text);
      case UUID ->
          CANONICAL_UUID.matcher(text).matches()
              ? Optional.of(java.util.UUID.fromString(text))
              : Optional.empty();
      case TIME -> time(text).map(at -> at.truncatedTo(ChronoUnit.MILLIS));
      case MONEY ->
          AMOUNT.matcher(text).matches()
              ? Optional.of(Money.dollars(text).micros())
              : Optional.empty();
      case INTEGER ->
          NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
    };
  }

  private static Optional<Instant> time(String text) {
    try {
      Instant at;
      if (DAY.matcher(text).matches()) {
        at = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } else if (MOMENT.matcher(text).matches()) {
        at = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } else if (text.length() > 4
          && DAY.matcher(text.substring(0, Math.min(10, text.length()))).matches()) {
        at = OffsetDateTime.parse(text).toInstant();
      } else {
        return Optional.empty();
      }
      return text.startsWith("0000") ? Optional.empty() : Optional.of(at);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes a value so that {@link #parse} reads it. */
  String text(Object value) {
    return switch (this) {
      case TIME -> Timestamp.text((Instant) value);
      case MONEY -> new Money((Long) value).decimal();
      case TEXT, UUID, INTEGER, BOOLEAN -> value.toString();
    };
  }

  /** Orders as the database does: texts by code point, UUIDs as unsigned numbers. */
  int compare(Object left, Object right) {
    return switch (this) {
      case TEXT ->
          Arrays.compareUnsigned(
              ((String) left).getBytes(StandardCharsets.UTF_8),
              ((String) right).getBytes(StandardCharsets.UTF_8));
      case UUID -> left.toString().compareTo(right.toString());
      case TIME -> ((Instant) left).compareTo((Instant) right);
      case MONEY, INTEGER -> ((Long) left).compareTo((Long) right);
      case BOOLEAN -> ((Boolean) left).compareTo((Boolean) right);
    };
  }

  /** The value as a statement takes it. */
  Object bound(Object value) {
    return value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value;
  }

  /** Reads a column that is never null. */
  Object read(ResultSet row, String column) throws SQLException {
    return switch (this) {
      case TEXT -> row.getString(column);
      case UUID -> row.getObject(column, UUID.class);
      case TIME -> row.getObject(column, OffsetDateTime.class).toInstant();
      case MONEY, INTEGER -> row.getLong(column);
      case BOOLEAN -> row.getBoolean(column);
    };
  }
}
