package runflow.console;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Call;

/**
 * The whole days in UTC that a page about usage covers.
 *
 * @param choice what the address bar says, one of {@link #CHOICES}
 * @param to the last day
 */
public record UsagePeriod(String choice, LocalDate from, LocalDate to) {
  private static final String CUSTOM = "custom";
  private static final String MONTH = "month";
  private static final String USUAL = "30";

  /** What can be chosen. */
  static final List<String> CHOICES = List.of("7", USUAL, "90", MONTH, CUSTOM);

  /**
   * Reads {@code period}, and {@code from} and {@code to} of a custom one.
   *
   * @throws ApiException {@code BAD_REQUEST} for days that are none
   */
  static UsagePeriod read(Call call, LocalDate today) {
    String choice = call.query("period").filter(CHOICES::contains).orElse(USUAL);
    return switch (choice) {
      case CUSTOM ->
          new UsagePeriod(
              choice, day(call, "from").orElse(today.minusDays(29)), day(call, "to").orElse(today));
      case MONTH -> new UsagePeriod(choice, today.withDayOfMonth(1), today);
      default -> new UsagePeriod(choice, today.minusDays(Integer.parseInt(choice) - 1L), today);
    };
  }

  private static Optional<LocalDate> day(Call call, String parameter) {
    Optional<String> text = call.query(parameter).filter(given -> !given.isBlank());
    try {
      Optional<LocalDate> day = text.map(LocalDate::parse);
      if (day.filter(date -> date.getYear() < 1000 || date.getYear() > 9999).isPresent()) {
        throw new DateTimeParseException("a year of four digits", text.orElse(""), 0);
      }
      return day;
    } catch (DateTimeParseException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`%s` must be a day like 2026-04-01; choose the period again".formatted(parameter));
    }
  }

  /** The choices with the words on their buttons. */
  public List<Choice> choices() {
    return CHOICES.stream().map(Choice::new).toList();
  }

  /** One choice. */
  public record Choice(String code) {
    public String label() {
      return switch (code) {
        case MONTH -> "This month";
        case CUSTOM -> "Custom";
        default -> code + " days";
      };
    }
  }

  public boolean custom() {
    return choice.equals(CUSTOM);
  }

  /** The same for the API and for files: {@code from=…&to=…}. */
  public String range() {
    return "from=" + from + "&to=" + to;
  }

  /** The same for another page of this one. */
  public String query() {
    return "period=" + choice + (custom() ? "&" + range() : "");
  }

  /** The month whose invoice fits: the last one that the period touches. */
  public YearMonth month() {
    return YearMonth.from(to);
  }
}
