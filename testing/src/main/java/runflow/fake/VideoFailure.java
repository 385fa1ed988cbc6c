package runflow.fake;

/** Why a job of {@code /v1/videos} failed. */
record VideoFailure(int code, String message) {
  /** What vLLM-Omni answers a retrieval with. */
  int httpStatus() {
    return code >= 400 && code <= 599 ? code : 500;
  }
}
