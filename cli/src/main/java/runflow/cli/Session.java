package runflow.cli;

import java.util.Map;

/** What a command has of the outside: where it writes and the variables it was started with. */
record Session(Terminal terminal, Map<String, String> environment) {
  Session {
    environment = Map.copyOf(environment);
  }
}
