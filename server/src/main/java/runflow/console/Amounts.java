package runflow.console;

import java.util.Locale;

/** Times and sizes as people read them. */
public final class Amounts {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long MEGA = 1_000_000;

  private Amounts() {}

  /** E.g. {@code 340 ms}, {@code 3.2 s}, {@code 2 min 5 s} or {@code 1 h 3 min}. */
  public static String time(long ms) {
    if (ms < SECOND) {
      return ms + " ms";
    }
    if (ms < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(ms / 100.0) / 10);
    }
    return ms < HOUR
        ? "%d min %d s".formatted(ms / MINUTE, ms % MINUTE / SECOND)
        : "%d h %d min".formatted(ms / HOUR, ms % HOUR / MINUTE);
  }

  /** E.g. {@code 812 kB} or {@code 3.1 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    return bytes < MEGA
        ? "%d kB".formatted(bytes / 1_000)
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) MEGA);
  }
}
