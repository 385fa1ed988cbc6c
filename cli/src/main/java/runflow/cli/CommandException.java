package runflow.cli;

/** Ends a command with a message for a person. */
final class CommandException extends RuntimeException {
  private final int exitCode;

  /**
   * An end.
   *
   * @param message one line or several, each of which says what to do
   */
  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
