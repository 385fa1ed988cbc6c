package runflow.cli;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import runflow.client.Administration;
import runflow.client.NewApiKey;

/** Makes a key and shows it, this once. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Make a key. It is the first line of what is printed, and shown this once.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow key create --name website --kind live --cap 50.00 --per month",
      "  ./runflow key create --name ci --kind test --scope runs:create --scope runs:read",
      "  ./runflow key create --org ID --name shop --kind live --model google/veo3.1/fast",
    })
final class KeyCreateCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--org",
      paramLabel = "ID",
      description = "whose key; without it, the service key's own organisation")
  private Optional<String> org = Optional.empty();

  @Option(names = "--name", paramLabel = "TEXT", required = true, description = "for people")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description = "test (sandbox, play money), live (real providers, live money) or service")
  private String kind = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "e.g. runs:read; may be repeated; without it, all that its kind may have")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "a model that it may run; may be repeated; without it, all")
  private List<String> models = new ArrayList<>();

  @Option(names = "--cap", paramLabel = "DOLLARS", description = "the most that it may spend")
  private Optional<BigDecimal> cap = Optional.empty();

  @Option(
      names = "--per",
      paramLabel = "PERIOD",
      defaultValue = "month",
      description = "of --cap: day, month or total (default: ${DEFAULT-VALUE})")
  private String period = "month";

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "when it ends, e.g. 2031-01-31T12:00:00Z")
  private Optional<OffsetDateTime> expires = Optional.empty();

  KeyCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var wanted =
        new NewApiKey(
            name,
            kind,
            scopes,
            models,
            cap.map(amount -> new NewApiKey.Cap(amount, period)),
            expires.map(OffsetDateTime::toInstant));
    try (var admin = new Administration(server.connection(session).operator())) {
      String organisation = org.orElseGet(() -> admin.ownOrganisation().id());
      KeyShown.details(admin.createKey(organisation, wanted), session.terminal());
    }
    return ExitCode.DONE;
  }
}
