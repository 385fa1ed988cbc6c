package runflow.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where commands write.
 *
 * @param interactive whether a person watches, so that lines may be redrawn
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

  static Terminal ofProcess() {
    return new Terminal(
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  void say(String line) {
    out.println(line);
  }

  void complain(String line) {
    err.println(line);
  }

  /** Writes without ending the line. */
  void draw(String text) {
    out.print(text);
    out.flush();
  }
}
