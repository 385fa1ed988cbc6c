package runflow.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command tree. */
@Command(
    name = "runflow",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "The run API for generative video models, self-hosted.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow demo                          two videos, start to finish, in one go",
      "  ./runflow serve                         start the server; prints keys and a cURL",
      "  ./runflow run google/veo3.1 --prompt 'A fox in the snow' --set duration=4s",
      "  ./runflow credits",
      "",
      "'./runflow COMMAND --help' shows a command's options and examples.",
      "RUNFLOW_JAVA_OPTIONS is passed to java.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed, a provider's credentials are not good, or something could not be saved or"
          + " verified",
      "2:the command line or the configuration is wrong",
      "3:the server cannot be reached",
      "4:the server refused the request",
      "5:the wait ended before the run did",
    })
final class RunflowCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command line and returns its exit code. */
  static int execute(Session session, String... args) {
    Terminal terminal = session.terminal();
    return tree(session)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, terminal))
        .setParameterExceptionHandler((e, given) -> misused(e, terminal))
        .execute(args);
  }

  private static CommandLine tree(Session session) {
    return new CommandLine(new RunflowCommand())
        .addSubcommand(new ServeCommand(session))
        .addSubcommand(new DemoCommand(session))
        .addSubcommand(new RunCommand(session))
        .addSubcommand(new BatchCommand(session))
        .addSubcommand(new ModelsCommand(session))
        .addSubcommand(new ListenCommand(session))
        .addSubcommand(
            new CommandLine(new CreditsCommand(session))
                .addSubcommand(new CreditsAddCommand(session))
                .addSubcommand(new CreditsBalanceCommand(session))
                .addSubcommand(new CreditsTransactionsCommand(session)))
        .addSubcommand(new UsageCommand(session))
        .addSubcommand(new OrgCommand(session))
        .addSubcommand(
            new CommandLine(new KeyCommand(session)).addSubcommand(new KeyCreateCommand(session)))
        .addSubcommand(
            new CommandLine(new ProvidersCommand(session))
                .addSubcommand(new ProvidersTestCommand(session)))
        .addSubcommand(
            new CommandLine(new StorageCommand()).addSubcommand(new StorageCopyCommand(session)))
        .addSubcommand(new ConfigCommand(session));
  }

  private static int misused(ParameterException e, Terminal terminal) {
    terminal.complain("error: " + meaning(e));
    terminal.complain(
        "see ./%s --help".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static String meaning(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    List<String> nearest = unmatched.getSuggestions();
    String hint = nearest.isEmpty() ? "" : "; did you mean %s?".formatted(nearest.getFirst());
    return "`%s` is not known here%s".formatted(unmatched.getUnmatched().getFirst(), hint);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing, e.g. ./runflow demo");
  }
}
