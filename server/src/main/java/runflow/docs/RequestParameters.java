package runflow.docs;

import static runflow.docs.Markdown.cells;

import java.util.List;

/** What a request to create a run may hold beside the input; the same for every model. */
final class RequestParameters {
  static final List<List<String>> ROWS =
      List.of(
          cells(
              "`input`",
              "object",
              "required",
              "Model input parameters. See \"Input schema\" below."),
          cells(
              "`callback_url`",
              "string | null",
              "optional",
              "Webhook URL - POSTed when the run reaches a terminal state."),
          cells(
              "`metadata`",
              "object | null",
              "optional",
              "Arbitrary key-value pairs attached to the run."),
          cells(
              "`client_ref`",
              "string | null",
              "optional",
              "Your own reference for the run, at most 255 characters."),
          cells(
              "`deadline_seconds`",
              "integer | null",
              "optional",
              "Ends the run as failed if it takes longer; shortens the default deadline."),
          cells(
              "`priority`",
              "string | null",
              "optional",
              "`normal` or `low`: low runs start when no normal one waits for the same model."));

  private RequestParameters() {}
}
