package runflow.fake;

/** Whose form of {@code /v1/videos} is spoken. */
public enum Dialect {
  /** The service that gave the shape its name. */
  OPENAI("sora-2"),
  /** vLLM-Omni: forms only, a failed job is an HTTP error, deletion cancels. */
  VLLM_OMNI("Wan-AI/Wan2.2-T2V-A14B-Diffusers"),
  /** SGLang Diffusion: forms and JSON, straight from queued to the end, deletion stops nothing. */
  SGLANG("Wan-AI/Wan2.1-T2V-14B-Diffusers");

  private final String model;

  Dialect(String model) {
    this.model = model;
  }

  /** The model that the fake serves. */
  public String model() {
    return model;
  }

  Reply error(int status, String message) {
    if (this != OPENAI && status != 401) {
      return Reply.json(status, Json.object("detail", message));
    }
    return openAiError(status, message);
  }

  static Reply openAiError(int status, String message) {
    var body = Json.object();
    body.putObject("error")
        .put("message", message)
        .put(
            "type",
            status == 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error")
        .putNull("param")
        .put(
            "code",
            status == 401 ? "invalid_api_key" : status == 429 ? "rate_limit_exceeded" : null);
    return Reply.json(status, body);
  }
}
