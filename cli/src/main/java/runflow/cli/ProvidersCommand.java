package runflow.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import runflow.client.Model;
import runflow.client.RouteState;
import runflow.client.RunflowClient;

/** Shows which providers the running server would give live runs to. */
@Command(
    name = "providers",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show which providers the running server would give live runs to, and why not the others.",
      "ready: takes the next run; resting: tried again by itself; unusable: waits for you."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow providers",
      "  ./runflow providers test fal            tries fal's key; free, and needs no server",
    })
final class ProvidersCommand implements Callable<Integer> {
  private static final String NOT_CONFIGURED = "not_configured";

  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  ProvidersCommand(Session session) {
    this.session = session;
  }

  /** What the routes of some models have in common. */
  private record Standing(String provider, String status, String reason) {
    private static final Comparator<Standing> ORDER =
        Comparator.comparing(Standing::provider)
            .thenComparing(Standing::status)
            .thenComparing(Standing::reason);

    static Standing of(RouteState route) {
      String reason = route.reason().orElse("");
      return new Standing(
          route.provider(),
          route.status(),
          route.status().equals(NOT_CONFIGURED)
              ? "set " + ProviderSettings.of(route.provider())
              : reason);
    }
  }

  @Override
  public Integer call() {
    List<Model> models;
    try (var client = new RunflowClient(server.connection(session).anyCaller())) {
      models = client.models();
    }
    Map<Standing, List<String>> standings = new TreeMap<>(Standing.ORDER);
    for (Model model : models) {
      for (RouteState route : model.routes()) {
        standings.computeIfAbsent(Standing.of(route), first -> new ArrayList<>()).add(model.id());
      }
    }
    if (standings.keySet().stream().allMatch(one -> one.status().equals(NOT_CONFIGURED))) {
      session.terminal().say(nothing(standings.keySet().stream().toList()));
    } else {
      table(standings);
    }
    return ExitCode.DONE;
  }

  private static String nothing(List<Standing> standings) {
    List<String> ways =
        standings.stream()
            .map(one -> "\n  %-13s %s".formatted(one.provider(), one.reason()))
            .toList();
    return ways.isEmpty()
        ? "no model of this server has a route to a real provider, so live runs are refused: name"
            + " one under `routes` in its model file"
        : "no real provider is configured, so live runs are refused; for any one of these, restart"
            + " the server with its settings:"
            + String.join("", ways);
  }

  /** A provider's name and state once, then a line for each model. */
  private void table(Map<Standing, List<String>> standings) {
    int name = width(standings.keySet().stream().map(Standing::provider).toList(), "PROVIDER");
    int model = width(standings.values().stream().flatMap(List::stream).toList(), "MODEL");
    String row = "%-" + name + "s  %-14s  %-" + model + "s  %s";
    say(row.formatted("PROVIDER", "STATUS", "MODEL", "REASON"));
    standings.forEach(
        (standing, ids) -> {
          String status = standing.status().replace('_', ' ');
          say(row.formatted(standing.provider(), status, ids.getFirst(), standing.reason()));
          ids.stream().skip(1).forEach(id -> say(row.formatted("", "", id, "")));
        });
  }

  private static int width(List<String> texts, String title) {
    return Math.max(title.length(), texts.stream().mapToInt(String::length).max().orElse(0));
  }

  private void say(String line) {
    session.terminal().say(line.stripTrailing());
  }
}
