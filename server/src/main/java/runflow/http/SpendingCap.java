package runflow.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import runflow.money.Money;

/** The most that the runs which a key makes in one period may cost. */
public record SpendingCap(Money amount, Period period) {
  /** How long spending is counted before the count begins again, in UTC. */
  public enum Period {
    DAY,
    MONTH,
    /** As long as the key and its successors live. */
    TOTAL;

    /** As the API writes it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #code} writes; empty if there is no such period. */
    public static Optional<Period> of(String code) {
      return Arrays.stream(values()).filter(period -> period.code().equals(code)).findFirst();
    }

    /** When the period that a moment lies in began. */
    public Instant start(Instant moment) {
      LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
      return switch (this) {
        case DAY -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
        case MONTH -> day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        case TOTAL -> Instant.EPOCH;
      };
    }
  }
}
