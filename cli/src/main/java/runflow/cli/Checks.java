package runflow.cli;

/** Says for each thing that should hold whether it does, and remembers if any did not. */
final class Checks {
  private final Terminal terminal;
  private int failed;

  Checks(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Notes one thing. */
  void that(boolean holds, String what) {
    terminal.say((holds ? "  ok      " : "  FAILED  ") + what);
    failed += holds ? 0 : 1;
  }

  int failed() {
    return failed;
  }
}
