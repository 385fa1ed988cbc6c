package runflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** As {@code credits} alone, for whoever looks for the word. */
@Command(
    name = "balance",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show test and live balances, as ./runflow credits does.",
    footerHeading = "%nExamples:%n",
    footer = "  ./runflow credits balance")
final class CreditsBalanceCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  CreditsBalanceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CreditsCommand.show(server.connection(session), session.terminal());
    return ExitCode.DONE;
  }
}
