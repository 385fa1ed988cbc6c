package runflow.cli;

import runflow.App;
import runflow.config.Config;

/** Starts the server in this process; what keeps it from starting ends the command in words. */
final class ServerStart {
  private ServerStart() {}

  static App start(Config config) throws InterruptedException {
    try {
      return App.start(config);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new CommandException(ExitCode.FAILED, "the server did not start: " + reason);
    }
  }
}
