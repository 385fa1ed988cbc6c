package runflow.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;

/**
 * Whole days in UTC.
 *
 * @param to the last of them
 */
record Period(LocalDate from, LocalDate to) {
  private static final int MOST_DAYS = 366;
  private static final Pattern DAY = Pattern.compile("[1-9]\\d{3}-\\d{2}-\\d{2}");

  /**
   * Reads {@code from} and {@code to}; without them the month so far.
   *
   * @throws ApiException {@code BAD_REQUEST}
   */
  static Period read(Optional<String> from, Optional<String> to, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate end = to.map(text -> day("to", text)).orElse(today);
    LocalDate start = from.map(text -> day("from", text)).orElse(end.withDayOfMonth(1));
    if (start.isAfter(end)) {
      throw bad("`from` must not be after `to`, but they are %s and %s".formatted(start, end));
    }
    if (ChronoUnit.DAYS.between(start, end) >= MOST_DAYS) {
      throw bad(
          "a report covers at most %d days, but from %s to %s there are more"
              .formatted(MOST_DAYS, start, end));
    }
    return new Period(start, end);
  }

  private static LocalDate day(String parameter, String text) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Told below, together with what looks like no day at all.
    }
    throw bad(
        "`%s` must be a day (UTC) like 2026-04-01, but was `%s`"
            .formatted(parameter, Shown.of(text)));
  }

  private static ApiException bad(String message) {
    return new ApiException(ErrorCode.BAD_REQUEST, message);
  }
}
