package runflow.console;

import org.jspecify.annotations.Nullable;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** Writes a request of the API as a command that can be pasted into a shell. */
final class Curl {
  private Curl() {}

  /** The command over several lines; the key is left for the reader to put in. */
  static String of(String method, String url, @Nullable JsonNode body) {
    var command = new StringBuilder("curl ");
    if (!method.equals("GET")) {
      command.append("-X ").append(method).append(' ');
    }
    command.append(quoted(url)).append(" \\\n  -H \"Authorization: Bearer $RUNFLOW_KEY\"");
    if (body != null) {
      command
          .append(" \\\n  -H 'Content-Type: application/json' \\\n  -d ")
          .append(quoted(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(body)));
    }
    return command.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
