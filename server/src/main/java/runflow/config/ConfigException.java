package runflow.config;

import java.util.List;

/** The configuration cannot be used; lists every problem at once. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigException(List<String> problems) {
    super("the configuration is not valid:\n  " + String.join("\n  ", problems));
  }
}
