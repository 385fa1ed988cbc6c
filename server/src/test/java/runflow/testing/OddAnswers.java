package runflow.testing;

import java.util.List;
import java.util.Random;

/** Answers such as a server gives that is broken, or means harm: right ones with odd values. */
public final class OddAnswers {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "1e-999999999",
          "1e999999999",
          "99999999999999999999",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"succeeded\"",
          "\"COMPLETED\"",
          "\"completed\"",
          "\"DONE\"",
          "\"failed\"",
          "\"..\"",
          "\"http://[\"",
          "\"file:///etc/passwd\"",
          "[]",
          "{}",
          "[[[[{}]]]]",
          "[null,\"x\",{\"url\":7}]");

  private final Random random;

  public OddAnswers(long seed) {
    this.random = new Random(seed);
  }

  /** An object of these names with odd values, or no JSON at all. */
  public String of(List<String> names) {
    if (random.nextInt(20) == 0) {
      return List.of("", "<html>", "{", "[]", "7", "\"x\"", "null").get(random.nextInt(7));
    }
    StringBuilder text = new StringBuilder("{");
    for (String name : names) {
      if (random.nextInt(4) > 0) {
        text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":");
        text.append(random.nextInt(6) == 0 ? of(names.subList(0, 1)) : value());
      }
    }
    return text.append('}').toString();
  }

  /** A status that servers use. */
  public int status() {
    return List.of(200, 200, 200, 202, 400, 404, 422, 429, 500, 503).get(random.nextInt(10));
  }

  private String value() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }
}
