package runflow.fake;

import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Veo of the Gemini API: a key, long-running operations, files behind a redirect. */
public final class FakeGemini implements FakeProvider {
  /** How the address of a video is written. */
  public enum FileUri {
    /** On this fake. */
    OWN_HOST,
    /** On Google's host, as the real service writes it; clients swap in their base address. */
    GOOGLE_HOST,
    /** {@code files/…} alone, for clients that know no plain http. */
    NAME
  }

  private static final String MODEL = "veo-3\\.1(?:-fast|-lite)?-generate-preview";

  private final String key;
  private final FakeServer server;
  private volatile VeoEnding ending = VeoEnding.VIDEO;
  private volatile FileUri fileUri = FileUri.OWN_HOST;

  private FakeGemini(int port, String key) {
    this.key = key;
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", "/v1beta/models/([^/:]+):predictLongRunning", this::submit)
            .at(Where.POLL, "GET", "/v1beta/(models/[^/:]+/operations/([a-z0-9]+))", this::poll)
            .other("GET", "/v1beta/models", call -> GoogleModels.list("veo-3.1-generate-preview"))
            .other("GET", "/v1beta/files/([a-z0-9]+):download", this::redirect)
            .openFile("/download/v1beta/files/([a-z0-9]+):download", this::download);
    server =
        new FakeServer(
            port,
            new Protocol(
                "gemini",
                EnumSet.of(Where.SUBMIT, Where.POLL, Where.DOWNLOAD),
                routes,
                this::guard,
                GoogleErrors::ofKeyed));
  }

  /** Starts one on a free port. */
  public static FakeGemini start() {
    return start(0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeGemini start(int port) {
    return new FakeGemini(port, "fake-gemini-key");
  }

  /** The key that it takes. */
  public String key() {
    return key;
  }

  /** How finished jobs are said to have ended, from now on. */
  public void endWith(VeoEnding how) {
    ending = how;
  }

  /** How the next answers write a video's address. */
  public void fileUri(FileUri how) {
    fileUri = how;
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl() + "/v1beta";
  }

  private Optional<Reply> guard(Recorded request) {
    return GoogleErrors.guard(request, key);
  }

  private Reply submit(Call call) {
    String model = call.group(0);
    if (!model.matches(MODEL)) {
      throw new Refused(GoogleErrors.of(404, "models/" + model + " is not found"));
    }
    JsonNode body = Bodies.json(call.request(), GoogleErrors::ofKeyed);
    GoogleErrors.refuse(GeminiRules.problems(model, body));
    Job job = server.jobs.make(newId(), new Job.Order(model, body, true));
    return Reply.json(200, Json.object("name", operation(job)));
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private static String operation(Job job) {
    return "models/" + job.model + "/operations/" + job.id;
  }

  private Reply poll(Call call) {
    Job job =
        server
            .jobs
            .find(call.group(1))
            .filter(j -> operation(j).equals(call.group(0)) && call.fault() != Fault.RESULT_EXPIRED)
            .orElseThrow(
                () -> new Refused(GoogleErrors.of(404, "Operation not found: " + call.group(0))));
    Progress progress = server.jobs.poll(job, call.fault());
    return VeoOperation.show(operation(job), progress, answer -> end(answer, job));
  }

  private void end(ObjectNode answer, Job job) {
    VeoEnding how = job.moderated ? VeoEnding.FILTERED : ending;
    VeoOperation.end(answer, how, response -> write(response, how, job));
  }

  private void write(ObjectNode response, VeoEnding how, Job job) {
    response.put(
        "@type",
        "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse");
    ObjectNode videos = response.putObject("generateVideoResponse");
    if (how.shown(1) > 0) {
      videos.putArray("generatedSamples").addObject().putObject("video").put("uri", uri(job));
    } else {
      videos.put("raiMediaFilteredCount", 1);
      videos.putArray("raiMediaFilteredReasons").add(VeoEnding.REASON);
    }
  }

  private String uri(Job job) {
    String path = "/v1beta/files/" + job.id + ":download?alt=media";
    return switch (fileUri) {
      case OWN_HOST -> baseUrl() + path;
      case GOOGLE_HOST -> "https://generativelanguage.googleapis.com" + path;
      case NAME -> "files/" + job.id;
    };
  }

  private Reply redirect(Call call) {
    finished(call);
    if (!Bodies.query(call.request(), "alt").filter("media"::equals).isPresent()) {
      throw new Refused(GoogleErrors.of(400, "alt=media is missing"));
    }
    return Reply.redirect(
        baseUrl() + "/download" + call.request().path() + "?" + call.request().query());
  }

  private Reply download(Call call) {
    Job job = finished(call);
    return Reply.video(Clip.of(job.sound));
  }

  private Job finished(Call call) {
    return server
        .jobs
        .withFile(call)
        .orElseThrow(
            () -> new Refused(GoogleErrors.of(404, "File not found: files/" + call.group(0))));
  }

  /** Deletes the files of all finished jobs, as the service does after two days. */
  public void expireFiles() {
    server.jobs.expireFiles();
  }
}
