package runflow.cli;

import java.math.BigDecimal;
import java.util.Locale;
import runflow.client.Balance;
import runflow.client.OutputFile;

/** How values look on the terminal. */
final class Shown {
  private Shown() {}

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

  /** E.g. {@code 3840x2160, 8.0 s, with sound, 12.3 MB}; what is not known is left out. */
  static String file(OutputFile file) {
    var text = new StringBuilder();
    if (file.width().isPresent() && file.height().isPresent()) {
      text.append(", %dx%d".formatted(file.width().get(), file.height().get()));
    }
    file.duration().ifPresent(s -> text.append(String.format(Locale.ROOT, ", %.1f s", s)));
    file.hasAudio().ifPresent(sound -> text.append(sound ? ", with sound" : ", silent"));
    file.sizeBytes()
        .ifPresent(bytes -> text.append(String.format(Locale.ROOT, ", %.1f MB", bytes / 1e6)));
    return text.isEmpty() ? file.type() : text.substring(2);
  }
}
