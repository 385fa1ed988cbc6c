package runflow.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Flags of every command that talks to a server. */
final class ServerOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the server's data folder, for its address and keys")
  private Optional<Path> data = Optional.empty();

  Connection connection(Session session) {
    return new Connection(session.environment(), data);
  }
}
