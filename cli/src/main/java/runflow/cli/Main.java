package runflow.cli;

import java.util.Locale;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Addresses, amounts and times are read by programs: never with a locale's own digits or
    // commas.
    Locale.setDefault(Locale.ROOT);
    var session = new Session(Terminal.ofProcess(), System.getenv());
    System.exit(RunflowCommand.execute(session, args));
  }
}
