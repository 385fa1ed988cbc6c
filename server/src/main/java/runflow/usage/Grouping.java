package runflow.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;

/** What the lines of a usage report are about; the order of the constants is that of columns. */
enum Grouping {
  DAY("day"),
  MODEL("model"),
  KEY("key_id");

  private static final int LONGEST = 100;

  private final String column;

  Grouping(String column) {
    this.column = column;
  }

  /** The column that it groups by. */
  String column() {
    return column;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code group_by}.
   *
   * @throws ApiException {@code BAD_REQUEST}
   */
  static Set<Grouping> parse(String text) {
    Set<Grouping> groupings = EnumSet.noneOf(Grouping.class);
    String[] parts = text.length() > LONGEST ? new String[] {text} : text.split(",", -1);
    for (String part : parts) {
      List<Grouping> known = new ArrayList<>(Arrays.asList(values()));
      known.removeIf(grouping -> !grouping.code().equals(part.strip()));
      if (known.isEmpty()) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "`group_by` takes model, day, key or several of them separated by commas, but was `%s`"
                .formatted(Shown.of(text)));
      }
      groupings.addAll(known);
    }
    return groupings;
  }
}
