package runflow.fake;

import java.util.Optional;
import java.util.function.Consumer;
import runflow.fake.Job.Progress;
import tools.jackson.databind.node.ObjectNode;

/** A long-running operation, as all of Google's services with Veo show it. */
final class VeoOperation {
  private VeoOperation() {}

  /**
   * The answer to a poll.
   *
   * @param end writes the members of one that is done
   */
  static Reply show(String name, Progress progress, Consumer<ObjectNode> end) {
    ObjectNode answer = Json.object("name", name);
    if (progress == Progress.UNKNOWN) {
      answer.put("done", true).putObject("response").put("@type", "type.googleapis.com/Unheard.Of");
    } else if (progress == Progress.DONE) {
      end.accept(answer.put("done", true));
    }
    return Reply.json(200, answer);
  }

  /**
   * Writes the error or the response.
   *
   * @param response writes the members of a response that is not empty
   */
  static void end(ObjectNode answer, VeoEnding how, Consumer<ObjectNode> response) {
    Optional<ObjectNode> error = how.error();
    if (error.isPresent()) {
      answer.set("error", error.get());
      return;
    }
    ObjectNode body = answer.putObject("response");
    if (how != VeoEnding.EMPTY) {
      response.accept(body);
    }
  }
}
