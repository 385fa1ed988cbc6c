package runflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs a command line and keeps what it printed. */
final class CommandLineHarness {
  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  private CommandLineHarness() {}

  static Ended run(Map<String, String> environment, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    int code = RunflowCommand.execute(new Session(terminal, environment), args);
    return new Ended(code, out.toString(), err.toString());
  }
}
