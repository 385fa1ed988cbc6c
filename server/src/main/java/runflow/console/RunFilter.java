package runflow.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runflow.http.Call;

/**
 * What the list of runs is narrowed to, as the page's address says it. Every part is empty where
 * nothing is asked.
 *
 * @param text a whole expression of the API's {@code q}, the id of a run, or a {@code client_ref}
 * @param from the first day, e.g. {@code 2026-04-01}
 * @param to the last day, which is included
 * @param zone in which days begin; UTC if it is empty or unknown
 */
public record RunFilter(
    String text, String state, String model, String from, String to, String zone, String batch) {
  /** What can be chosen as a state; running is all that a provider has or is given. */
  private static final List<Choice> STATES =
      List.of(
          new Choice("", "All", ""),
          new Choice("queued", "Queued", "status_code:queued"),
          new Choice("running", "Running", "status_code.IN:(dispatching, running)"),
          new Choice("succeeded", "Succeeded", "status_code:succeeded"),
          new Choice("failed", "Failed", "status_code:failed"),
          new Choice("canceled", "Cancelled", "status_code:canceled"));

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern EXPRESSION =
      Pattern.compile("(?s)(\\(|(?i:not)\\s|[a-z_]+\\s*(\\.[A-Za-z]+:|[:=<>!])).*");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  /**
   * A state to choose.
   *
   * @param code as the address has it
   * @param expression what the API is asked for it
   */
  public record Choice(String code, String label, String expression) {}

  static RunFilter of(Call call) {
    return new RunFilter(
        read(call, "q"),
        read(call, "state"),
        read(call, "model"),
        read(call, "from"),
        read(call, "to"),
        read(call, "zone"),
        read(call, "batch"));
  }

  /** The states that the page offers. */
  public List<Choice> states() {
    return STATES;
  }

  /** Whether all runs are asked for. */
  public boolean everything() {
    return expression().isEmpty();
  }

  /** The API's {@code q}; empty if all runs are asked for. */
  String expression() {
    List<String> parts = new ArrayList<>();
    if (!text.isEmpty()) {
      parts.add(expressionOfText());
    }
    if (!state.isEmpty()) {
      parts.add(expressionOfState());
    }
    if (!model.isEmpty()) {
      parts.add("model:" + quoted(model));
    }
    if (!batch.isEmpty()) {
      parts.add("batch_id:" + quoted(batch));
    }
    if (!from.isEmpty()) {
      parts.add("created_at>=" + quoted(start(from, 0)));
    }
    if (!to.isEmpty()) {
      parts.add("created_at<" + quoted(start(to, 1)));
    }
    return parts.size() == 1
        ? parts.getFirst()
        : parts.stream()
            .map(part -> part.equals(text) ? "(" + part + ")" : part)
            .collect(Collectors.joining(" AND "));
  }

  /**
   * The address of a page of the list.
   *
   * @param direction {@code after} or {@code before}; empty for the first page
   * @param cursor that the page is after or before
   */
  public String address(String direction, String cursor) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("q", text);
    parts.put("state", state);
    parts.put("model", model);
    parts.put("from", from);
    parts.put("to", to);
    parts.put("zone", from.isEmpty() && to.isEmpty() ? "" : zone);
    parts.put("batch", batch);
    if (!direction.isEmpty()) {
      parts.put(direction, cursor);
    }
    String query =
        parts.entrySet().stream()
            .filter(part -> !part.getValue().isEmpty())
            .map(part -> part.getKey() + "=" + Targets.part(part.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? RunListPage.PATH : RunListPage.PATH + "?" + query;
  }

  private String expressionOfText() {
    if (ID.matcher(text).matches()) {
      return "id:" + text;
    }
    return EXPRESSION.matcher(text).matches() ? text : "client_ref:" + quoted(text);
  }

  /** A state that nobody offered is left to the API, which says what there is. */
  private String expressionOfState() {
    return STATES.stream()
        .filter(choice -> choice.code().equals(state))
        .findFirst()
        .map(Choice::expression)
        .orElse("status_code:" + quoted(state));
  }

  /** When a day begins; what is no day is left to the API, which says what it takes. */
  private String start(String day, int later) {
    try {
      OffsetDateTime start =
          LocalDate.parse(day).plusDays(later).atStartOfDay(zoneId()).toOffsetDateTime();
      return MOMENT.format(start);
    } catch (DateTimeException e) {
      return day;
    }
  }

  private ZoneId zoneId() {
    try {
      return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static String read(Call call, String name) {
    return call.query(name).map(String::strip).orElse("");
  }
}
