package runflow.cli;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var session = new Session(Terminal.ofProcess(), System.getenv());
    System.exit(RunflowCommand.execute(session, args));
  }
}
