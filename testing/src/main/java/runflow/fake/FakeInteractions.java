package runflow.fake;

import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Omni Flash of the Gemini API: interactions that run in the background. */
public final class FakeInteractions implements FakeProvider {
  /** How an interaction ends. */
  public enum Ending {
    /** With a video. */
    COMPLETED,
    /** With a text and no video. */
    WITHOUT_VIDEO,
    /** Failed with code {@code content_blocked}. */
    BLOCKED,
    /** Failed with code {@code internal_error}. */
    FAILED,
    /** The status incomplete. */
    INCOMPLETE,
    /** The status budget_exceeded. */
    BUDGET_EXCEEDED,
    /** The status requires_action. */
    REQUIRES_ACTION
  }

  private final String key;
  private final FakeServer server;
  private volatile Ending ending = Ending.COMPLETED;

  private FakeInteractions(int port, String key) {
    this.key = key;
    String one = "/v1beta/interactions/([A-Za-z0-9_-]+)";
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", "/v1beta/interactions", this::create)
            .at(Where.POLL, "GET", one, this::get)
            .other("POST", one + "/cancel", this::cancel)
            .other("DELETE", one, this::delete)
            .other("GET", "/v1beta/models", call -> GoogleModels.list("gemini-omni-1.2-flash"))
            .at(Where.DOWNLOAD, "GET", "/v1beta/files/([a-z0-9]+):download", this::download);
    server =
        new FakeServer(
            port,
            new Protocol(
                "interactions",
                EnumSet.of(Where.SUBMIT, Where.POLL, Where.DOWNLOAD),
                routes,
                request -> GoogleErrors.guard(request, this.key),
                GoogleErrors::ofKeyed));
  }

  /** Starts one on a free port. */
  public static FakeInteractions start() {
    return start(0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeInteractions start(int port) {
    return new FakeInteractions(port, "fake-gemini-key");
  }

  /** The key that it takes. */
  public String key() {
    return key;
  }

  /** How finished interactions are said to have ended, from now on. */
  public void endWith(Ending how) {
    ending = how;
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl() + "/v1beta";
  }

  private Reply create(Call call) {
    JsonNode body = Bodies.json(call.request(), GoogleErrors::ofKeyed);
    GoogleErrors.refuse(InteractionRules.problems(body));
    Job.Order order = new Job.Order(body.get("model").stringValue(), body, true);
    Job job = server.jobs.make(FakeGemini.newId(), order);
    if (!body.path("background").asBoolean(false)) {
      server.jobs.finish(job);
    }
    return Reply.json(200, job.done ? show(job, Progress.DONE) : show(job, Progress.RUNNING));
  }

  private Job find(Call call) {
    return server
        .jobs
        .find(call.group(0))
        .filter(j -> call.fault() != Fault.RESULT_EXPIRED)
        .orElseThrow(
            () -> new Refused(GoogleErrors.of(404, "Interaction not found: " + call.group(0))));
  }

  private Reply get(Call call) {
    Job job = find(call);
    return Reply.json(200, show(job, server.jobs.poll(job, call.fault())));
  }

  private Reply cancel(Call call) {
    Job job = find(call);
    if (!server.jobs.cancel(job)) {
      throw new Refused(GoogleErrors.of(400, "Only a running interaction can be cancelled"));
    }
    return Reply.json(200, show(job, Progress.CANCELLED));
  }

  private Reply delete(Call call) {
    server.jobs.remove(find(call));
    return Reply.json(200, Json.object());
  }

  private ObjectNode show(Job job, Progress progress) {
    Ending how = job.moderated ? Ending.BLOCKED : ending;
    ObjectNode answer =
        Json.object("id", job.id)
            .put("object", "interaction")
            .put("model", job.model)
            .put("status", status(progress, how))
            .put("created", job.created.toString())
            .put("updated", Instant.now().toString());
    if (progress == Progress.DONE) {
      end(answer, job, how);
    }
    return answer;
  }

  private static String status(Progress progress, Ending how) {
    return switch (progress) {
      case QUEUED -> "queued";
      case RUNNING -> "in_progress";
      case CANCELLED -> "cancelled";
      case UNKNOWN -> "daydreaming";
      case DONE ->
          switch (how) {
            case COMPLETED, WITHOUT_VIDEO -> "completed";
            case BLOCKED, FAILED -> "failed";
            case INCOMPLETE, BUDGET_EXCEEDED, REQUIRES_ACTION ->
                how.name().toLowerCase(Locale.ROOT);
          };
    };
  }

  private void end(ObjectNode answer, Job job, Ending how) {
    if (how == Ending.BLOCKED || how == Ending.FAILED) {
      boolean blocked = how == Ending.BLOCKED;
      answer
          .putArray("errors")
          .addObject()
          .put("code", blocked ? "content_blocked" : "internal_error")
          .put("message", blocked ? "The content was blocked by policy." : "Internal error.");
    } else if (how == Ending.COMPLETED || how == Ending.WITHOUT_VIDEO) {
      var content =
          answer.putArray("steps").addObject().put("type", "model_output").putArray("content");
      if (how == Ending.WITHOUT_VIDEO) {
        content.addObject().put("type", "text").put("text", "I cannot show this.");
      } else {
        addVideo(content.addObject().put("type", "video").put("mime_type", "video/mp4"), job);
      }
    }
  }

  private void addVideo(ObjectNode video, Job job) {
    String delivery =
        job.request.path("response_format").path(0).path("delivery").asString("inline");
    if (delivery.equals("uri")) {
      video.put("uri", apiUrl() + "/files/" + job.id + ":download?alt=media");
      return;
    }
    byte[] bytes = Clip.of(job.sound);
    Fault fault = server.faults.at(Where.DOWNLOAD);
    video.put(
        "data",
        Base64.getEncoder()
            .encodeToString(
                fault == Fault.TRUNCATED_MP4
                    ? Clip.truncated(bytes)
                    : fault == Fault.WRONG_CONTENT_TYPE ? Clip.HTML : bytes));
  }

  private Reply download(Call call) {
    Optional<Job> job =
        server
            .jobs
            .find(call.group(0))
            .filter(j -> j.done && !j.expired && call.fault() != Fault.RESULT_EXPIRED);
    return Reply.video(
        Clip.of(
            job.orElseThrow(
                    () ->
                        new Refused(GoogleErrors.of(404, "File not found: files/" + call.group(0))))
                .sound));
  }
}
