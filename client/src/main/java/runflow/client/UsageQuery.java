package runflow.client;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which usage is asked for.
 *
 * @param groupBy some of {@code model}, {@code day} and {@code key}
 * @param from the first day (UTC); empty for the first of the month of {@code to}
 * @param to the last day (UTC); empty for today
 */
public record UsageQuery(List<String> groupBy, Optional<LocalDate> from, Optional<LocalDate> to) {
  public UsageQuery {
    groupBy = List.copyOf(groupBy);
  }

  String path(String format) {
    var path = new StringBuilder("/v1/usage?format=" + format + "&group_by=");
    path.append(Paths.segment(String.join(",", groupBy)));
    from.ifPresent(day -> path.append("&from=").append(day));
    to.ifPresent(day -> path.append("&to=").append(day));
    return path.toString();
  }
}
