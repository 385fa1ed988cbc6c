package runflow.docs;

import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Programs that create a run of one model. They run as they stand: the key comes from the
 * environment variable {@code RUNFLOW_API_KEY}.
 *
 * @param url of the model's runs
 * @param input an example input
 */
record Samples(String url, ObjectNode input) {
  String python() {
    return """
    import os

    import requests

    response = requests.post(
        "%s",
        headers={"Authorization": "Bearer " + os.environ["RUNFLOW_API_KEY"]},
        json=%s,
    )

    data = response.json()
    print(data)
    """
        .formatted(url, Literal.PYTHON.of(body(), 4));
  }

  String node() {
    return """
    const response = await fetch(
      "%s",
      {
        method: "POST",
        headers: {
          "Authorization": `Bearer ${process.env.RUNFLOW_API_KEY}`,
          "Content-Type": "application/json",
        },
        body: JSON.stringify(%s),
      }
    );

    const data = await response.json();
    console.log(data);
    """
        .formatted(url, Literal.JSON.of(body(), 4));
  }

  /** The quoted heredoc keeps every character of the body as it is, apostrophes too. */
  String curl() {
    return """
    curl -X POST %s \\
      -H "Authorization: Bearer $RUNFLOW_API_KEY" \\
      -H "Content-Type: application/json" \\
      --data-binary @- <<'JSON'
    %s
    JSON
    """
        .formatted(url, Literal.JSON.of(body(), 0));
  }

  private ObjectNode body() {
    ObjectNode body = Json.object();
    body.set("input", input);
    return body.put("callback_url", "https://your-server.com/webhook");
  }
}
