package runflow.fake;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Replicate's predictions with the Veo 3.1 models, its files and its webhooks. */
public final class FakeReplicate implements FakeProvider {
  /** How a prediction ends. */
  public enum Ending {
    /** With the address of a video. */
    SUCCEEDED,
    /** Succeeded with a null output. */
    NO_OUTPUT,
    /** Failed with the error text of the content filter, which names E005. */
    SENSITIVE,
    /** Failed with another error text. */
    FAILED,
    /** Its deadline passed after it started. */
    CANCELED,
    /** Its deadline passed before it started. */
    ABORTED
  }

  private static final Set<String> MODELS = Set.of("google/veo-3.1", "google/veo-3.1-fast");

  private final String token;
  private final FakeServer server;
  private volatile Ending ending = Ending.SUCCEEDED;

  private FakeReplicate(int port, String token) {
    this.token = token;
    String one = "/v1/predictions/([a-z0-9]+)";
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", "/v1/models/([^/]+/[^/]+)/predictions", this::create)
            .other("GET", "/v1/account", call -> Reply.json(200, account()))
            .other("GET", "/v1/predictions", call -> Reply.json(200, list()))
            .at(Where.POLL, "GET", one, this::get)
            .other("POST", one + "/cancel", this::cancel)
            .other(
                "GET",
                "/v1/webhooks/default/secret",
                call -> Reply.json(200, Json.object("key", ReplicateSigner.SECRET)))
            .openFile("/files/([a-z0-9]+)/output\\.mp4", this::file);
    server =
        new FakeServer(
            port,
            new Protocol(
                "replicate",
                EnumSet.of(Where.SUBMIT, Where.POLL, Where.DOWNLOAD),
                routes,
                request -> Bodies.guard(request, "Bearer " + this.token, FakeReplicate::error),
                FakeReplicate::error));
  }

  /** Starts one on a free port. */
  public static FakeReplicate start() {
    return start(0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeReplicate start(int port) {
    return new FakeReplicate(port, "r8_fake");
  }

  /** The token that it takes. */
  public String key() {
    return token;
  }

  /** The secret of its webhooks, which it also tells at {@code /v1/webhooks/default/secret}. */
  public String webhookSecret() {
    return ReplicateSigner.SECRET;
  }

  /** How finished predictions are said to have ended, from now on. */
  public void endWith(Ending how) {
    ending = how;
  }

  /**
   * Removes input, output and files of all finished predictions, as the service does in an hour.
   */
  public void expireFiles() {
    server.jobs.expireFiles();
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl() + "/v1";
  }

  private static Reply error(int status, String message) {
    String detail =
        status == 429 ? "Request was throttled. Your rate limit resets in ~30s." : message;
    return Reply.json(status, Json.object("detail", detail).put("status", status));
  }

  private static ObjectNode account() {
    return Json.object("type", "organization")
        .put("username", "acme")
        .put("name", "Acme Corp, Inc.")
        .put("github_url", "https://github.com/acme");
  }

  private Reply create(Call call) {
    String model = call.group(0);
    if (!MODELS.contains(model)) {
      throw new Refused(error(404, "The requested resource could not be found."));
    }
    JsonNode body = Bodies.json(call.request(), FakeReplicate::error);
    var problems = ReplicateRules.problems(model, body);
    if (!problems.isEmpty()) {
      throw new Refused(error(400, String.join("; ", problems)));
    }
    checkHeaders(call.request());
    Job job =
        server.jobs.make(
            UUID.randomUUID().toString().replace("-", "").substring(0, 26),
            new Job.Order(
                model,
                body,
                body.get("input").path("generate_audio").asBoolean(true),
                body.path("webhook").asStringOpt()));
    return Reply.json(201, show(job, job.done ? Progress.DONE : Progress.QUEUED));
  }

  private static void checkHeaders(Recorded request) {
    request
        .header("Prefer")
        .filter(p -> !p.matches("wait(=([1-9]|[1-5][0-9]|60))?"))
        .ifPresent(
            p -> {
              throw new Refused(error(400, "Prefer must be wait or wait=1..60, but was " + p));
            });
    request
        .header("Cancel-After")
        .filter(c -> !c.matches("([0-9]+[hms]?)+"))
        .ifPresent(
            c -> {
              throw new Refused(error(400, "Cancel-After must be a duration, but was " + c));
            });
  }

  private Job find(Call call) {
    return server
        .jobs
        .find(call.group(0))
        .orElseThrow(() -> new Refused(error(404, "The requested resource could not be found.")));
  }

  private Reply get(Call call) {
    Job job = find(call);
    Progress progress = server.jobs.poll(job, call.fault());
    if (call.fault() == Fault.RESULT_EXPIRED) {
      server.jobs.finish(job);
      server.jobs.expireFiles();
      progress = Progress.DONE;
    }
    return Reply.json(200, show(job, progress));
  }

  private ObjectNode list() {
    ObjectNode list = Json.object().putNull("previous").putNull("next");
    var results = list.putArray("results");
    server.jobs.all().stream()
        .map(job -> show(job, job.cancelled ? Progress.CANCELLED : standing(job)))
        .forEach(results::add);
    return list;
  }

  private static Progress standing(Job job) {
    return job.done ? Progress.DONE : Progress.RUNNING;
  }

  private Reply cancel(Call call) {
    Job job = find(call);
    server.jobs.cancel(job);
    return Reply.json(200, show(job, job.cancelled ? Progress.CANCELLED : Progress.DONE));
  }

  private ObjectNode show(Job job, Progress progress) {
    return PredictionJson.of(baseUrl(), job, progress, job.moderated ? Ending.SENSITIVE : ending);
  }

  private Reply file(Call call) {
    return server
        .jobs
        .withFile(call)
        .map(job -> Reply.video(Clip.of(job.sound)))
        .orElseThrow(() -> new Refused(Reply.text(404, "text/plain", "Not found")));
  }

  /**
   * Ends a prediction if it runs still and posts its webhook, each time with the same webhook-id.
   *
   * @return the receiver's status
   * @throws IllegalArgumentException if there is no such prediction or it asked for no webhook
   * @throws java.io.UncheckedIOException if the receiver does not answer
   */
  public int sendWebhook(String jobId, Signing signing) {
    Job job =
        server
            .jobs
            .find(jobId)
            .orElseThrow(() -> new IllegalArgumentException("no prediction " + jobId));
    String url =
        job.webhook.orElseThrow(
            () -> new IllegalArgumentException("prediction " + jobId + " asked for no webhook"));
    server.jobs.finish(job);
    ObjectNode message = show(job, job.cancelled ? Progress.CANCELLED : Progress.DONE);
    Map<String, String> headers =
        ReplicateSigner.headers("msg_" + job.id, Json.bytes(message), signing);
    boolean altered = signing == Signing.ALTERED;
    return WebhookSender.post(
        url, headers, Json.bytes(altered ? message.put("version", "altered") : message));
  }
}
