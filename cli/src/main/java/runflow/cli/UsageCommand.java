package runflow.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import runflow.client.RunflowClient;
import runflow.client.UsageQuery;
import runflow.client.UsageReport;
import tools.jackson.databind.JsonNode;

/** Shows what was used and what it cost. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show how many runs ended how, the seconds of video and what they cost.",
      "Runs count on the day (UTC) on which they ended; without --from and --to, of this month."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow usage",
      "  ./runflow usage --by day,model --from 2026-04-01 --to 2026-04-30 --live",
      "  ./runflow usage --by key --csv > usage.csv",
    })
final class UsageCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--by",
      paramLabel = "GROUP",
      split = ",",
      defaultValue = "model",
      description = "model, day, key or several of them (default: ${DEFAULT-VALUE})")
  private List<String> groups = new ArrayList<>(List.of("model"));

  @Option(names = "--from", paramLabel = "DAY", description = "the first day, e.g. 2026-04-01")
  private Optional<LocalDate> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DAY", description = "the last day; without it, today")
  private Optional<LocalDate> to = Optional.empty();

  @Option(names = "--live", description = "of live money; without it, of play money")
  private boolean live = false;

  @ArgGroup(multiplicity = "0..1")
  private Form form = new Form();

  /** How it is printed; a table for people without either. */
  static final class Form {
    @Option(names = "--json", description = "print what the server answers")
    private boolean json = false;

    @Option(names = "--csv", description = "print comma-separated values")
    private boolean csv = false;
  }

  UsageCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var query = new UsageQuery(groups, from, to);
    try (var client = new RunflowClient(server.connection(session).caller(live))) {
      if (form.csv) {
        session.terminal().draw(client.usageTable(query));
      } else if (form.json) {
        session.terminal().say(client.usage(query).document().toPrettyString());
      } else {
        say(client.usage(query));
      }
    }
    return ExitCode.DONE;
  }

  private void say(UsageReport report) {
    JsonNode document = report.document();
    session
        .terminal()
        .say(
            "%s to %s (UTC)"
                .formatted(document.path("from").asString(""), document.path("to").asString("")));
    session.terminal().say("");
    var titles = new ArrayList<String>();
    document
        .path("group_by")
        .forEach(group -> titles.add(group.asString("").toUpperCase(Locale.ROOT)));
    titles.addAll(List.of("RUNS", "SUCCEEDED", "FAILED", "CANCELED", "SECONDS", "BILLED"));
    var table = new Table(titles.toArray(String[]::new));
    for (JsonNode line : report.lines()) {
      table.row(cells(document.path("group_by"), line));
    }
    if (report.lines().size() > 1) {
      table.row(cells(document.path("group_by"), report.totals()));
    }
    table.say(session.terminal());
  }

  private static String[] cells(JsonNode groups, JsonNode line) {
    List<String> cells = new ArrayList<>();
    for (JsonNode group : groups) {
      String inTotals = cells.isEmpty() ? "total" : "";
      String name = group.asString("");
      cells.add(name.equals("key") ? key(line, inTotals) : line.path(name).asString(inTotals));
    }
    for (String count : List.of("runs", "succeeded", "failed", "canceled", "seconds")) {
      cells.add(Long.toString(line.path(count).asLong(0)));
    }
    cells.add("$" + line.path("billed").asString("0.00"));
    return cells.toArray(String[]::new);
  }

  private static String key(JsonNode line, String otherwise) {
    return line.has("key_id")
        ? line.path("key_prefix").asString("") + "… " + line.path("key_name").asString("")
        : otherwise;
  }
}
