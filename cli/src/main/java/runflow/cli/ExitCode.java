package runflow.cli;

/** What the process ends with; each has a line in {@code --help}. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_SERVER = 3;
  static final int REFUSED = 4;
  static final int STILL_OPEN = 5;

  private ExitCode() {}
}
