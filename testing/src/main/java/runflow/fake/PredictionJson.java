package runflow.fake;

import java.time.Instant;
import runflow.fake.FakeReplicate.Ending;
import runflow.fake.Job.Progress;
import tools.jackson.databind.node.ObjectNode;

/** A job as Replicate writes it. */
final class PredictionJson {
  private PredictionJson() {}

  static ObjectNode of(String baseUrl, Job job, Progress progress, Ending how) {
    boolean over = progress == Progress.DONE || progress == Progress.CANCELLED;
    ObjectNode answer =
        Json.object("id", job.id)
            .put("model", job.model)
            .put("version", "hidden")
            .put("status", status(progress, how))
            .put("logs", "")
            .put("data_removed", job.expired)
            .put("created_at", job.created.toString());
    answer.set("input", job.expired ? Json.object() : job.request.get("input"));
    answer.putNull("output").putNull("error").putNull("started_at").putNull("completed_at");
    if (progress != Progress.QUEUED) {
      answer.put("started_at", job.created.toString());
    }
    if (over) {
      answer.put("completed_at", Instant.now().toString());
      answer.putObject("metrics").put("predict_time", 41.5).put("total_time", 43.0);
    }
    if (progress == Progress.DONE) {
      end(answer, baseUrl, job, how);
    }
    String url = baseUrl + "/v1/predictions/" + job.id;
    answer.putObject("urls").put("get", url).put("cancel", url + "/cancel");
    return answer;
  }

  private static void end(ObjectNode answer, String baseUrl, Job job, Ending how) {
    switch (how) {
      case SUCCEEDED -> {
        if (!job.expired) {
          answer.put("output", baseUrl + "/files/" + job.id + "/output.mp4");
        }
      }
      case SENSITIVE ->
          answer.put(
              "error",
              "The input or output was flagged as sensitive. Please try again with different"
                  + " inputs. (E005)");
      case FAILED -> answer.put("error", "Prediction failed: the model raised an exception");
      case ABORTED -> answer.putNull("started_at");
      case CANCELED, NO_OUTPUT -> {}
    }
  }

  private static String status(Progress progress, Ending how) {
    return switch (progress) {
      case QUEUED -> "starting";
      case RUNNING -> "processing";
      case CANCELLED -> "canceled";
      case UNKNOWN -> "hibernating";
      case DONE ->
          switch (how) {
            case SUCCEEDED, NO_OUTPUT -> "succeeded";
            case SENSITIVE, FAILED -> "failed";
            case CANCELED -> "canceled";
            case ABORTED -> "aborted";
          };
    };
  }
}
