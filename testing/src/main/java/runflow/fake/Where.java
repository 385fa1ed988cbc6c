package runflow.fake;

/** The kind of call that a fault is applied to. */
public enum Where {
  /** Makes a job. */
  SUBMIT,
  /**
   * Asks for a job's state; where the protocol has no call of its own for the result, gets that.
   */
  POLL,
  /** Asks where the video of a finished job is: only fal has such a call. */
  RESULT,
  /** Fetches the video's bytes. */
  DOWNLOAD
}
