package runflow.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runflow.config.Config;
import runflow.config.ConfigException;
import runflow.config.ConfigLoader;

/** Reads the server's configuration for the commands that need to know where it keeps its data. */
final class Settings {
  private Settings() {}

  /** The data folder in force. */
  static Path dataFolder(Optional<Path> flag, Map<String, String> environment) {
    Map<String, String> flags = new HashMap<>();
    flag.ifPresent(folder -> flags.put("data", folder.toString()));
    return load(flags, environment).data();
  }

  /** The whole configuration; a problem ends the command with every one of them. */
  static Config load(Map<String, String> flags, Map<String, String> environment) {
    try {
      return ConfigLoader.load(flags, environment);
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
