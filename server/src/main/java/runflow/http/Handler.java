package runflow.http;

/** Answers the calls of one route. Runs on a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers a call.
   *
   * @throws runflow.error.ApiException for an answer in the error envelope
   */
  Reply handle(Call call) throws Exception;
}
