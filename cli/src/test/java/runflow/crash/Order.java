package runflow.crash;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One run that a client asks for.
 *
 * @param name its own, also in its metadata, so that a run made twice is found
 * @param idempotencyKey absent for clients that never send a request again
 * @param hasCallback whether the receiver is to hear of it
 */
record Order(String name, Optional<String> idempotencyKey, boolean hasCallback, String body) {
  /** What the sandbox is told, and how often of ten: at once, through the render lane, to fail. */
  private static final String AT_ONCE = "{\"instant\":true}";

  private static final String RENDER_LANE = "{\"instant\":true,\"delay_ms\":1}";
  private static final String FAILING = "{\"fail\":\"CONTENT_BLOCKED\"}";

  /** Draws an order. */
  static Order draw(String name, SplittableRandom random, String callbackUrl) {
    int kind = random.nextInt(10);
    String sandbox = kind < 6 ? AT_ONCE : kind < 9 ? RENDER_LANE : FAILING;
    boolean hasCallback = random.nextInt(10) > 0;
    Optional<String> url = hasCallback ? Optional.of(callbackUrl) : Optional.empty();
    Optional<String> key = random.nextInt(4) > 0 ? Optional.of(name) : Optional.empty();
    return new Order(name, key, hasCallback, body(name, sandbox, url));
  }

  /** One without a callback that is sent once, whatever becomes of it. */
  static Order once(String name) {
    return new Order(name, Optional.empty(), false, body(name, AT_ONCE, Optional.empty()));
  }

  /** A video that has to be rendered, which takes seconds. */
  static Order rendered(String name, String callbackUrl) {
    return new Order(name, Optional.of(name), true, body(name, "{}", Optional.of(callbackUrl)));
  }

  private static String body(String name, String sandbox, Optional<String> callbackUrl) {
    return """
    {"input":{"prompt":"A fox","duration":"4s"},"callback_url":%s,\
    "metadata":{"sandbox":%s,"order":"%s"}}"""
        .formatted(callbackUrl.map(url -> "\"" + url + "\"").orElse("null"), sandbox, name);
  }
}
