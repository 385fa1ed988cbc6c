package runflow.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runflow.client.Administration;
import runflow.client.ApiKey;
import runflow.client.RunflowClient;

/** Makes, shows and ends keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Make, show, rotate and revoke API keys.",
      "Needs the service key, which lies in the server's data folder, or in RUNFLOW_API_KEY."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow key create --name website --kind live --cap 50.00 --per month",
      "  ./runflow key list",
      "  ./runflow key rotate ID --overlap 3600",
      "  ./runflow key revoke ID",
    })
final class KeyCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  KeyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create, list, show, rotate or revoke");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "List the keys of an organisation, the newest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  ./runflow key list", "  ./runflow key list --org ID"})
  int list(
      @Mixin ServerOptions server,
      @Option(
              names = "--org",
              paramLabel = "ID",
              description = "an organisation; without one, the service key's own")
          Optional<String> org) {
    try (Administration admin = admin(server)) {
      String id = org.orElseGet(() -> admin.ownOrganisation().id());
      KeyShown.table(admin.keys(id)).say(session.terminal());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Show what a key may do and has spent, but never the key itself.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./runflow key show ID",
        "  RUNFLOW_API_KEY=rf_live_... ./runflow key show      what is this key?"
      })
  int show(
      @Mixin ServerOptions server,
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description = "a key's id; without one, the key at hand")
          Optional<String> id) {
    KeyShown.details(id.isPresent() ? key(server, id.get()) : ownKey(server), session.terminal());
    return ExitCode.DONE;
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Make a key's successor, shown this once; the old one still works for a while.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./runflow key rotate ID",
        "  ./runflow key rotate ID --overlap 0                 the old one ends now"
      })
  int rotate(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = "ID", description = "a key's id") String id,
      @Option(
              names = "--overlap",
              paramLabel = "SECONDS",
              defaultValue = "86400",
              description = "how long the old key still works (default: ${DEFAULT-VALUE})")
          long overlap) {
    if (overlap < 0) {
      throw new CommandException(ExitCode.USAGE, "--overlap must be 0 or more, but was " + overlap);
    }
    try (Administration admin = admin(server)) {
      KeyShown.details(admin.rotateKey(id, Duration.ofSeconds(overlap)), session.terminal());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "End a key now, on every node.",
      footerHeading = "%nExamples:%n",
      footer = "  ./runflow key revoke ID")
  int revoke(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = "ID", description = "a key's id") String id) {
    try (Administration admin = admin(server)) {
      admin.revokeKey(id);
      session.terminal().say(id + " is revoked");
    }
    return ExitCode.DONE;
  }

  private ApiKey key(ServerOptions server, String id) {
    try (Administration admin = admin(server)) {
      return admin.key(id);
    }
  }

  private ApiKey ownKey(ServerOptions server) {
    try (var client = new RunflowClient(server.connection(session).anyCaller())) {
      return client.ownKey();
    }
  }

  private Administration admin(ServerOptions server) {
    return new Administration(server.connection(session).operator());
  }
}
