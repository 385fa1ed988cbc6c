package runflow.usage;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Csv;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What was used, by model, day and key, over HTTP. */
public final class UsageRoutes {
  private static final int MOST_LINES = 10_000;

  private final UsageStore usage;
  private final InstantSource clock;

  public UsageRoutes(Db db, InstantSource clock) {
    this.usage = new UsageStore(db);
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(Route.get("/v1/usage", Access.with(Scope.BILLING_READ), this::usage));
  }

  private Reply usage(Call call) {
    Format format = Format.of(call);
    Set<Grouping> groupings = Grouping.parse(call.query("group_by").orElse("model"));
    Period period = Period.read(call.query("from"), call.query("to"), clock.instant());
    var account = new Account(call.caller().org(), call.caller().livemode());
    List<UsageLine> lines = usage.lines(account, period, groupings, MOST_LINES + 1);
    if (lines.size() > MOST_LINES) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "the report would have more than %,d lines: ask for fewer days or group by less"
              .formatted(MOST_LINES));
    }
    return switch (format) {
      case JSON -> Reply.json(200, report(period, groupings, lines)).with("Vary", "Accept");
      case CSV -> table(period, groupings, lines);
    };
  }

  private static ObjectNode report(Period period, Set<Grouping> groupings, List<UsageLine> lines) {
    ObjectNode report =
        Json.object()
            .put("from", period.from().toString())
            .put("to", period.to().toString())
            .put("time_zone", "UTC");
    var groupedBy = report.putArray("group_by");
    groupings.forEach(grouping -> groupedBy.add(grouping.code()));
    report.put("currency", "USD");
    var items = report.putArray("items");
    lines.forEach(line -> items.add(line.view()));
    Counts totals = lines.stream().map(UsageLine::counts).reduce(Counts.NONE, Counts::plus);
    report.set("totals", totals.addTo(Json.object()));
    return report;
  }

  private static Reply table(Period period, Set<Grouping> groupings, List<UsageLine> lines) {
    var csv = new Csv(UsageLine.names(groupings).toArray(String[]::new));
    lines.forEach(line -> csv.line(line.cells().toArray()));
    return csv.reply("usage-%s-%s.csv".formatted(period.from(), period.to()));
  }
}
