package runflow.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runflow.client.Administration;
import runflow.client.Organisation;

/** Makes and shows organisations. */
@Command(
    name = "org",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Make and show organisations: whoever runs, money and keys belong to.",
      "Needs the service key, which lies in the server's data folder, or in RUNFLOW_API_KEY."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow org create Acme",
      "  ./runflow org list",
      "  ./runflow key create --org ID --kind live --name website    a key for it",
    })
final class OrgCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  OrgCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create, list or show");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Make an organisation; it begins with play money and without keys.",
      footerHeading = "%nExamples:%n",
      footer = "  ./runflow org create Acme")
  int create(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = "NAME", description = "for people; need not be unique")
          String name) {
    try (var admin = new Administration(server.connection(session).operator())) {
      say(List.of(admin.createOrganisation(name)));
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "List every organisation, the newest first.",
      footerHeading = "%nExamples:%n",
      footer = "  ./runflow org list")
  int list(@Mixin ServerOptions server) {
    try (var admin = new Administration(server.connection(session).operator())) {
      say(admin.organisations());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Show an organisation and its keys.",
      footerHeading = "%nExamples:%n",
      footer = "  ./runflow org show 019b76da-abe8-7000-8000-000000000001")
  int show(
      @Mixin ServerOptions server,
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description = "an organisation's id; without one, the service key's own")
          Optional<String> id) {
    try (var admin = new Administration(server.connection(session).operator())) {
      Organisation organisation = id.map(admin::organisation).orElseGet(admin::ownOrganisation);
      say(List.of(organisation));
      session.terminal().say("");
      KeyShown.table(admin.keys(organisation.id())).say(session.terminal());
    }
    return ExitCode.DONE;
  }

  private void say(List<Organisation> organisations) {
    var table = new Table("ID", "NAME", "CREATED");
    for (Organisation one : organisations) {
      table.row(one.id(), one.name(), Shown.time(one.createdAt()));
    }
    table.say(session.terminal());
  }
}
