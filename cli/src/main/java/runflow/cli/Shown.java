package runflow.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import runflow.client.Balance;
import runflow.client.LogLine;
import runflow.client.OutputFile;
import runflow.client.RouteState;

/** How values look on the terminal. */
final class Shown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Shown() {}

  /** In UTC, e.g. {@code 2026-04-01 12:00:00}; a dash for none. */
  static String time(Optional<Instant> time) {
    return time.map(MOMENT::format).orElse("-");
  }

  static String balance(String name, Balance balance) {
    return "%-5s %12s %s available  (balance %s, reserved %s)"
        .formatted(
            name,
            balance.available().toPlainString(),
            balance.currency(),
            balance.balance().toPlainString(),
            balance.reserved().toPlainString());
  }

  static String dollars(BigDecimal amount) {
    return "$" + amount.toPlainString();
  }

  /** E.g. {@code vertex not configured no account of `vertex` is configured}. */
  static String route(RouteState route) {
    return "%-13s %-15s %s"
        .formatted(route.provider(), route.status().replace('_', ' '), route.reason().orElse(""))
        .stripTrailing();
  }

  /**
   * Time of day in UTC, the level if it is worth a look, what happened, and what a provider calls
   * its part in it.
   */
  static String logLine(LogLine line) {
    String time = line.timestamp().map(TIME::format).orElse("");
    String level = line.levelCode().equals("info") ? "" : line.levelCode() + ": ";
    String request =
        line.meta()
            .map(meta -> meta.path("request_id").asString(""))
            .filter(id -> !id.isEmpty())
            .map(id -> " (its request %s)".formatted(id))
            .orElse("");
    return "%s  %s%s%s".formatted(time, level, line.message(), request);
  }

  /** E.g. {@code 3840x2160, 8.0 s, with sound, 12.3 MB}; what is not known is left out. */
  static String file(OutputFile file) {
    var text = new StringBuilder();
    if (file.width().isPresent() && file.height().isPresent()) {
      text.append(", %dx%d".formatted(file.width().get(), file.height().get()));
    }
    file.duration().ifPresent(s -> text.append(String.format(Locale.ROOT, ", %.1f s", s)));
    file.hasAudio().ifPresent(sound -> text.append(sound ? ", with sound" : ", silent"));
    file.sizeBytes().ifPresent(bytes -> text.append(", ").append(size(bytes)));
    return text.isEmpty() ? file.type() : text.substring(2);
  }

  private static String size(long bytes) {
    return bytes < 100_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
