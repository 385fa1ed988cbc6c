package runflow.console;

import runflow.http.Reply;

/** Answers one visit. */
@FunctionalInterface
interface PageHandler {
  /**
   * Answers a visit.
   *
   * @throws runflow.error.ApiException for a page that says what went wrong
   */
  Reply show(Visit visit) throws Exception;
}
