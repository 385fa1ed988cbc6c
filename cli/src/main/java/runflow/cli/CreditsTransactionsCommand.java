package runflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import runflow.client.RunflowClient;
import runflow.client.Transaction;

/** Shows the last entries of the ledger. */
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show the last entries of the ledger, the newest first.",
      "AVAILABLE is what could be spent after each; BALANCE has what open runs held, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow credits transactions",
      "  ./runflow credits transactions --live --limit 200",
    })
final class CreditsTransactionsCommand implements Callable<Integer> {
  private static final int LARGEST_LIMIT = 500;

  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--live", description = "of live money; without it, of play money")
  private boolean live = false;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "most entries, 1 to 500 (default: ${DEFAULT-VALUE})")
  private int limit = 20;

  CreditsTransactionsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new CommandException(ExitCode.USAGE, "--limit must be from 1 to 500, but was " + limit);
    }
    var table = new Table("TIME", "KIND", "AMOUNT", "COST", "AVAILABLE", "BALANCE", "RUN OR NOTE");
    try (var client = new RunflowClient(server.connection(session).caller(live))) {
      for (Transaction entry : client.transactions(limit)) {
        table.row(
            Shown.time(entry.createdAt()),
            entry.kind(),
            entry.amount().toPlainString(),
            entry.cost().map(cost -> cost.toPlainString()).orElse(""),
            entry.availableAfter().toPlainString(),
            entry.balanceAfter().toPlainString(),
            entry.runId().or(entry::note).orElse(""));
      }
    }
    table.say(session.terminal());
    return ExitCode.DONE;
  }
}
