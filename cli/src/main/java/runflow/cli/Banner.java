package runflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a starting server says about itself.
 *
 * @param baseUrl where it answers
 * @param data its data folder
 * @param roles what the node does
 * @param dev whether callbacks and images may use loopback
 * @param signIn link to the console that works once
 * @param keys shown only by the start that made them
 */
record Banner(
    String baseUrl,
    Path data,
    Roles roles,
    boolean dev,
    Optional<String> signIn,
    Optional<Keys> keys) {

  /** The first keys of an organisation. */
  record Keys(String test, String live) {}

  /** What the node does. */
  record Roles(boolean api, boolean worker) {}

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Runflow is %s at %s".formatted(roles.api() ? "serving" : "working", baseUrl));
    if (roles.api()) {
      signIn.ifPresent(
          link -> lines.add("  console      %s (once, within an hour)".formatted(link)));
      lines.add("  documents    %s/docs and %s/openapi.json".formatted(baseUrl, baseUrl));
    } else {
      lines.add("  role         worker only; health at %s/v1/readiness".formatted(baseUrl));
    }
    if (!roles.worker()) {
      lines.add("  role         api only; runs wait for a node with the role worker");
    }
    lines.add("  data         " + data);
    if (roles.api()) {
      lines.add(
          "  keys         %s, readable by you only".formatted(data.resolve("credentials.json")));
    }
    if (dev) {
      lines.add(
          "  development  callbacks and images may use this machine's own addresses; --no-dev"
              + " forbids it");
    }
    keys.ifPresent(made -> lines.addAll(firstSteps(made)));
    lines.add("");
    lines.add("Ctrl-C stops it; running jobs get time to end.");
    return lines;
  }

  private List<String> firstSteps(Keys made) {
    return List.of(
        "",
        "New keys, shown this once:",
        "  test  %s  sandbox engine, play money".formatted(made.test()),
        "  live  %s  real providers, live money".formatted(made.live()),
        "",
        "A first video:",
        "",
        "curl -X POST %s/v1/models/google/veo3.1/runs \\".formatted(baseUrl),
        "  -H \"Authorization: Bearer %s\" \\".formatted(made.test()),
        "  -H \"Content-Type: application/json\" \\",
        "  -d '{\"input\": {\"prompt\": \"A fox crosses a snowy clearing at dawn\", \"duration\":"
            + " \"4s\"}}'",
        "",
        "Its answer has an \"id\"; the video is in",
        "",
        "curl -H \"Authorization: Bearer %s\" %s/v1/runs/ID".formatted(made.test(), baseUrl),
        "",
        "or all at once: ./runflow run google/veo3.1 --prompt 'A fox' --set duration=4s"
            + " --data "
            + data);
  }
}
