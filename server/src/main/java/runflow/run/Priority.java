package runflow.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of the runs that wait in a lane comes first; with the same priority the older one does. */
public enum Priority {
  NORMAL,
  LOW;

  /** Reads what the API writes; empty if there is no such priority. */
  static Optional<Priority> of(String code) {
    return Arrays.stream(values())
        .filter(priority -> priority.name().toLowerCase(Locale.ROOT).equals(code))
        .findFirst();
  }
}
