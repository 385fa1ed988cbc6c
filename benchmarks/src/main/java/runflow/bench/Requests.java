package runflow.bench;

import java.nio.charset.StandardCharsets;

/** The requests that are sent, as bytes. */
final class Requests {
  private static final String CREATION = "/v1/models/google/veo3.1/runs";

  /** 120 characters. */
  private static final String PROMPT =
      "A lighthouse on a cliff at dusk, waves far below, gulls circling, its beam sweeping over"
          + " the sea; slow aerial orbit, mist";

  private Requests() {}

  /** What the provider under test does with a run: its metadata say so. */
  enum Fate {
    /** Succeeds at once, in the sandbox. */
    INSTANT,
    /** Succeeds at once, with a file to be stored. */
    SUCCEED,
    /** Runs for ever. */
    RUN,
    /** Holds the job that hands it over, so that the following ones stay queued. */
    BLOCK
  }

  static byte[] get(String path, String key) {
    return bytes(
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, key));
  }

  static byte[] create(String key, Fate fate) {
    return create(key, fate, "");
  }

  static byte[] create(String key, Fate fate, String callbackUrl) {
    String callback =
        callbackUrl.isEmpty() ? "" : ",\"callback_url\":\"%s\"".formatted(callbackUrl);
    return post(
        CREATION,
        key,
        """
        {"input":{"prompt":"%s","duration":"8s","resolution":"1080p","aspect_ratio":"16:9",\
        "generate_audio":true},"metadata":{"campaign":"autumn",%s}%s}"""
            .formatted(
                PROMPT,
                fate == Fate.INSTANT
                    ? "\"sandbox\":{\"instant\":true}"
                    : "\"fate\":\"%s\"".formatted(fate),
                callback));
  }

  static byte[] post(String path, String key, String json) {
    return post(path, "Authorization: Bearer " + key, "", json);
  }

  /** A request of an operator about one of the organisations. */
  static byte[] postFor(String organisation, String path, String serviceKey, String json) {
    return post(
        path,
        "Authorization: Bearer " + serviceKey,
        "X-Organization-Id: %s\n".formatted(organisation),
        json);
  }

  private static byte[] post(String path, String authorization, String more, String json) {
    String head =
        """
        POST %s HTTP/1.1
        Host: localhost
        %s
        %sContent-Type: application/json
        Content-Length: %d

        """
            .formatted(path, authorization, more, bytes(json).length);
    return bytes(head.replace("\n", "\r\n") + json);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
