package runflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import runflow.client.RunflowClient;

/** Shows what the keys at hand can spend. */
@Command(
    name = "credits",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show test and live balances, add to them, or show what moved them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow credits",
      "  ./runflow credits add 25.00 --live --note 'July budget'",
      "  ./runflow credits transactions --live",
    })
final class CreditsCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  CreditsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    show(server.connection(session), session.terminal());
    return ExitCode.DONE;
  }

  static void show(Connection connection, Terminal terminal) {
    for (Connection.Named caller : connection.callers()) {
      try (var client = new RunflowClient(caller.options())) {
        terminal.say(Shown.balance(caller.name(), client.balance()));
      }
    }
  }
}
