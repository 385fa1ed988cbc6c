package runflow.cli;

import java.util.List;
import runflow.client.ApiError;
import runflow.client.CallbackRefusedException;
import runflow.client.DownloadException;
import runflow.client.NoAnswerException;
import runflow.client.RequestRefusedException;
import runflow.client.RunflowException;
import runflow.client.WaitExpiredException;

/** Turns what ended a command into lines that say what to do next, and an exit code. */
final class Failures {
  private Failures() {}

  static int report(Exception failure, Terminal terminal) {
    int exitCode = reportFirst(failure, terminal);
    for (Throwable more : failure.getSuppressed()) {
      terminal.complain("error: " + more.getMessage());
    }
    return exitCode;
  }

  private static int reportFirst(Exception failure, Terminal terminal) {
    return switch (failure) {
      case CommandException e -> complain(terminal, e.exitCode(), String.valueOf(e.getMessage()));
      case InterruptedException e ->
          complain(terminal, ExitCode.FAILED, "stopped before it was done");
      case RunflowException e -> report(e, terminal);
      default ->
          complain(
              terminal, ExitCode.FAILED, "this is a bug in runflow, please report it: " + failure);
    };
  }

  private static int report(RunflowException failure, Terminal terminal) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case RequestRefusedException e -> refused(e, terminal);
      case NoAnswerException e ->
          complain(
              terminal,
              ExitCode.NO_SERVER,
              e.connected()
                  ? message
                  : message + ": start it with ./runflow serve, or set RUNFLOW_BASE_URL");
      case WaitExpiredException e -> complain(terminal, ExitCode.STILL_OPEN, message);
      case DownloadException e -> complain(terminal, ExitCode.FAILED, message);
      case CallbackRefusedException e -> complain(terminal, ExitCode.FAILED, message);
    };
  }

  private static int refused(RequestRefusedException e, Terminal terminal) {
    List<ApiError.Problem> problems = e.error().errors();
    if (problems.isEmpty()) {
      complain(terminal, ExitCode.REFUSED, e.error().message() + nextStep(e));
    } else {
      problems.forEach(problem -> complain(terminal, ExitCode.REFUSED, problem.msg()));
    }
    return ExitCode.REFUSED;
  }

  private static String nextStep(RequestRefusedException e) {
    return switch (e.status()) {
      case 401 -> " (use the key and the server that ./runflow serve printed together)";
      case 402 -> " (./runflow credits add 25.00 --test adds some; --live for live money)";
      case 404 -> " (./runflow models lists the models)";
      case 500 -> " (HTTP 500; the server's log has more)";
      default -> "";
    };
  }

  private static int complain(Terminal terminal, int exitCode, String message) {
    terminal.complain("error: " + message);
    return exitCode;
  }
}
