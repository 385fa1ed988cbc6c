package runflow.fake;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The queue of fal.ai with the Veo 3.1 endpoints, its webhooks and their keys. */
public final class FakeFal implements FakeProvider {
  private static final String REQUEST = "/fal-ai/veo3\\.1/requests/([0-9a-f-]{36})";

  private static final Map<Integer, String> ERROR_TYPES =
      Map.of(400, "bad_request", 500, "internal_error", 503, "runner_scheduling_failure");

  private final String key;
  private final FalSigner signer = new FalSigner();
  private final FakeServer server;
  private volatile FalEnding ending = FalEnding.VIDEO;
  private volatile boolean ignoresCancel;

  private FakeFal(int port, String key) {
    this.key = key;
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", "/fal-ai/veo3\\.1((?:/[a-z-]+)*)", this::submit)
            .at(Where.POLL, "GET", REQUEST + "/status", this::status)
            .at(Where.RESULT, "GET", REQUEST, this::result)
            .other("PUT", REQUEST + "/cancel", this::cancel)
            .open("GET", "/\\.well-known/jwks\\.json", call -> Reply.json(200, signer.jwks()))
            .openFile("/files/([0-9a-f-]{36})\\.mp4", this::file);
    server =
        new FakeServer(
            port,
            new Protocol(
                "fal",
                EnumSet.allOf(Where.class),
                routes,
                request -> Bodies.guard(request, "Key " + this.key, FakeFal::error),
                FakeFal::error));
  }

  /** Starts one on a free port. */
  public static FakeFal start() {
    return start(0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeFal start(int port) {
    return new FakeFal(port, "fake-fal-key");
  }

  /** The key that it takes, after {@code Key } in Authorization. */
  public String key() {
    return key;
  }

  /** How finished jobs are said to have ended, from now on. */
  public void endWith(FalEnding how) {
    ending = how;
  }

  /** Whether a running job goes on after its cancellation was accepted, as an app may let it. */
  public void ignoreCancel(boolean ignore) {
    ignoresCancel = ignore;
  }

  /** Deletes the files of all finished jobs, as an object lifecycle header may ask. */
  public void expireFiles() {
    server.jobs.expireFiles();
  }

  /** Where the keys of the webhooks are. */
  public String jwksUrl() {
    return baseUrl() + "/.well-known/jwks.json";
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl();
  }

  private static Reply error(int status, String message) {
    String type = ERROR_TYPES.get(status);
    return type == null
        ? Reply.json(status, Json.object("detail", message))
        : Reply.json(status, FalEnding.platform(type, message)).with("X-Fal-Error-Type", type);
  }

  private Reply submit(Call call) {
    if (!FalRules.knows(call.group(0))) {
      throw new Refused(error(404, "Application veo3.1" + call.group(0) + " not found"));
    }
    JsonNode input = Bodies.json(call.request(), FakeFal::error);
    FalRules.problems(call.group(0), input)
        .filter(problems -> !problems.isEmpty())
        .ifPresent(
            problems -> {
              throw new Refused(error(400, String.join("; ", problems)));
            });
    Job job =
        server.jobs.make(
            UUID.randomUUID().toString(),
            new Job.Order(
                "fal-ai/veo3.1" + call.group(0),
                input,
                input.path("generate_audio").asBoolean(true),
                Bodies.query(call.request(), "fal_webhook")));
    ObjectNode answer = head(job, "IN_QUEUE").put("queue_position", 0);
    job.webhook.ifPresent(url -> answer.put("gateway_request_id", job.id));
    return Reply.json(200, answer);
  }

  private ObjectNode head(Job job, String status) {
    String url = baseUrl() + "/fal-ai/veo3.1/requests/" + job.id;
    return Json.object("status", status)
        .put("request_id", job.id)
        .put("response_url", url)
        .put("status_url", url + "/status")
        .put("cancel_url", url + "/cancel");
  }

  private Job find(Call call) {
    return server
        .jobs
        .find(call.group(0))
        .filter(job -> call.fault() != Fault.RESULT_EXPIRED)
        .orElseThrow(() -> new Refused(error(404, "Request " + call.group(0) + " not found")));
  }

  private Reply status(Call call) {
    Job job = find(call);
    Progress progress = server.jobs.poll(job, call.fault());
    ObjectNode answer =
        switch (progress) {
          case QUEUED -> head(job, "IN_QUEUE").put("queue_position", 0);
          case RUNNING -> head(job, "IN_PROGRESS");
          case UNKNOWN -> head(job, "HIBERNATING");
          case DONE, CANCELLED -> head(job, "COMPLETED");
        };
    if (Bodies.query(call.request(), "logs").filter("1"::equals).isPresent()) {
      answer.putArray("logs");
    }
    boolean over = progress == Progress.DONE || progress == Progress.CANCELLED;
    if (over) {
      answer.putObject("metrics").put("inference_time", 41.5);
    }
    return Reply.json(over ? 200 : 202, answer);
  }

  private Reply result(Call call) {
    Job job = find(call);
    if (call.fault() == Fault.MODERATED_AFTER_RENDER) {
      return FalEnding.POLICY.reply();
    }
    if (!job.isOver()) {
      throw new Refused(error(400, "Request is still in progress"));
    }
    FalEnding how = howItEnded(job);
    return how.isOk() ? Reply.json(200, output(job, how)) : how.reply();
  }

  private FalEnding howItEnded(Job job) {
    return job.cancelled ? FalEnding.CLIENT_CANCELLED : job.moderated ? FalEnding.POLICY : ending;
  }

  private ObjectNode output(Job job, FalEnding how) {
    ObjectNode output = how.body();
    if (how == FalEnding.VIDEO) {
      output
          .putObject("video")
          .put("url", baseUrl() + "/files/" + job.id + ".mp4")
          .put("content_type", "video/mp4")
          .put("file_name", "output.mp4")
          .put("file_size", Clip.of(job.sound).length);
    }
    return output;
  }

  private Reply cancel(Call call) {
    Optional<Job> job = server.jobs.find(call.group(0));
    if (job.isEmpty()) {
      return Reply.json(404, Json.object("status", "NOT_FOUND"));
    }
    if (job.get().isOver() || (!ignoresCancel && !server.jobs.cancel(job.get()))) {
      return Reply.json(400, Json.object("status", "ALREADY_COMPLETED"));
    }
    return Reply.json(202, Json.object("status", "CANCELLATION_REQUESTED"));
  }

  private Reply file(Call call) {
    return server
        .jobs
        .withFile(call)
        .map(job -> Reply.video(Clip.of(job.sound)))
        .orElseThrow(() -> new Refused(Reply.text(404, "text/plain", "Not found")));
  }

  /**
   * Ends a job if it runs still and posts its webhook.
   *
   * @return the receiver's status
   * @throws IllegalArgumentException if there is no such job or it asked for no webhook
   * @throws java.io.UncheckedIOException if the receiver does not answer
   */
  public int sendWebhook(String jobId, Signing signing) {
    Job job =
        server.jobs.find(jobId).orElseThrow(() -> new IllegalArgumentException("no job " + jobId));
    String url =
        job.webhook.orElseThrow(
            () -> new IllegalArgumentException("job " + jobId + " asked for no webhook"));
    server.jobs.finish(job);
    byte[] body = Json.bytes(webhook(job));
    Map<String, String> headers = signer.headers(jobId, body, signing);
    byte[] sent =
        signing == Signing.ALTERED ? Json.bytes(webhook(job).put("user", "mallory")) : body;
    return WebhookSender.post(url, headers, sent);
  }

  private ObjectNode webhook(Job job) {
    FalEnding how = howItEnded(job);
    ObjectNode message =
        Json.object("request_id", job.id)
            .put("gateway_request_id", job.id)
            .put("status", how.isOk() ? "OK" : "ERROR");
    if (!how.isOk()) {
      message.put("error", "Invalid status code: " + how.reply().status());
    }
    message.set("payload", how.isOk() ? output(job, how) : how.body());
    return message;
  }
}
