package runflow.cli;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runflow.client.Administration;
import runflow.client.Balance;
import runflow.client.ClientOptions;
import runflow.client.RunflowClient;

/** Adds money with the service key that the server keeps in its data folder. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Add credit. Needs the service key, which lies in the server's data folder.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow credits add 500 --test",
      "  ./runflow credits add 25.00 --live --note 'July budget'",
      "  ./runflow credits add 25.00 --live --org ID",
    })
final class CreditsAddCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "AMOUNT", description = "dollars, e.g. 25.00")
  private BigDecimal amount = BigDecimal.ZERO;

  @ArgGroup(multiplicity = "1")
  private Money money = new Money();

  @Option(names = "--note", paramLabel = "TEXT", description = "kept in the ledger")
  private Optional<String> note = Optional.empty();

  @Option(
      names = "--org",
      paramLabel = "ID",
      description = "whose credit; without it, the service key's own organisation")
  private Optional<String> org = Optional.empty();

  CreditsAddCommand(Session session) {
    this.session = session;
  }

  /** Which money: exactly one of the two must be said. */
  static final class Money {
    @Option(names = "--test", description = "play money, for the sandbox")
    private boolean test;

    @Option(names = "--live", description = "live money, for real providers")
    private boolean live;

    String name() {
      return live && !test ? "live" : "test";
    }
  }

  @Override
  public Integer call() {
    if (amount.signum() <= 0) {
      throw new CommandException(
          ExitCode.USAGE, "AMOUNT must be more than 0 dollars, but was " + amount.toPlainString());
    }
    session.terminal().say(Shown.balance(money.name(), added(money.name().equals("live"))));
    return ExitCode.DONE;
  }

  private Balance added(boolean live) {
    ClientOptions operator = server.connection(session).operator();
    if (org.isPresent()) {
      try (var admin = new Administration(operator)) {
        return admin.addCredit(org.get(), live, amount, note);
      }
    }
    try (var client = new RunflowClient(operator)) {
      return client.addCredit(live, amount, note);
    }
  }
}
