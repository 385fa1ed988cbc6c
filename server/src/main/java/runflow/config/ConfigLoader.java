package runflow.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads settings in rising precedence: defaults, {@code runflow.yaml} in the data folder, {@code
 * RUNFLOW_*} variables, flags. The only place that looks at the process's environment.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads the configuration of this process.
   *
   * @param flags values by setting key; they win over everything else
   * @throws ConfigException with every unknown key, bad value and contradiction
   */
  public static Config load(Map<String, String> flags) throws ConfigException {
    return load(flags, System.getenv());
  }

  /** As {@link #load(Map)}, with an environment of the caller's. */
  public static Config load(Map<String, String> flags, Map<String, String> environment)
      throws ConfigException {
    var raw = new RawSettings();
    raw.set("data", DataFolder.byPlatform(environment).toString(), "default");
    EnvironmentSource.apply(environment, raw);
    applyFlags(flags, raw);
    Path data = dataFolder(raw).toAbsolutePath().normalize();
    // The file lies in the folder that the others name, and yields to them all the same.
    FileSource.apply(data.resolve("runflow.yaml"), raw);
    EnvironmentSource.apply(environment, raw);
    applyFlags(flags, raw);

    Config config = new ConfigReader(raw, data).read();
    if (!raw.problems().isEmpty()) {
      throw new ConfigException(raw.problems().stream().distinct().toList());
    }
    return config;
  }

  /**
   * What is in force, one line a setting: key, value (secrets masked) and source.
   *
   * @throws ConfigException as {@link #load(Map)} does
   */
  public static List<String> explain(Map<String, String> flags) throws ConfigException {
    return load(flags).settings().stream()
        .map(
            one ->
                "%-32s %-28s # %s; %s"
                    .formatted(one.key(), one.value(), one.meaning(), one.source()))
        .toList();
  }

  private static void applyFlags(Map<String, String> flags, RawSettings raw) {
    flags.forEach((key, value) -> raw.set(key, value, "flag"));
  }

  /** Everything else depends on it, so a bad one is the only problem that is told. */
  private static Path dataFolder(RawSettings raw) throws ConfigException {
    Path folder = raw.required("data", "a folder", Path::of, Path.of(""));
    if (folder.equals(Path.of(""))) {
      throw new ConfigException(raw.problems());
    }
    return folder;
  }
}
