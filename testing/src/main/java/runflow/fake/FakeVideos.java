package runflow.fake;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.node.ObjectNode;

/** A server of the OpenAI-shaped {@code /v1/videos}, in one of its dialects. */
public final class FakeVideos implements FakeProvider {
  private final Dialect dialect;
  private final String key;
  private final FakeServer server;
  private final AtomicInteger busyDeletes = new AtomicInteger();
  private volatile Optional<VideoFailure> failure = Optional.empty();
  private volatile boolean keyRequired = true;
  private volatile boolean cloudStorage;

  private FakeVideos(Dialect dialect, int port, String key) {
    this.dialect = dialect;
    this.key = key;
    String one = "/v1/videos/([A-Za-z0-9_-]+)";
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", "/v1/videos", this::create)
            .other("GET", "/v1/videos", call -> Reply.json(200, list()))
            .at(Where.POLL, "GET", one, this::retrieve)
            .at(Where.DOWNLOAD, "GET", one + "/content", this::content)
            .other("DELETE", one, this::delete)
            .other("GET", "/v1/models", call -> Reply.json(200, models()))
            .openFile("/files/([A-Za-z0-9_-]+)\\.mp4", this::cloudFile);
    server =
        new FakeServer(
            port,
            new Protocol(
                "videos",
                EnumSet.of(Where.SUBMIT, Where.POLL, Where.DOWNLOAD),
                routes,
                this::guard,
                dialect::error));
  }

  /** Starts one on a free port. */
  public static FakeVideos start(Dialect dialect) {
    return start(dialect, 0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeVideos start(Dialect dialect, int port) {
    return new FakeVideos(dialect, port, "fake-videos-key");
  }

  /** The key that it takes. */
  public String key() {
    return key;
  }

  /** The model that it serves. */
  public String model() {
    return dialect.model();
  }

  /** Whether it wants the key; the self-hosted servers run without one as well. */
  public void requireKey(boolean require) {
    keyRequired = require;
  }

  /** Says of finished jobs from now on that they failed with this code: vLLM-Omni's HTTP status. */
  public void failWith(int code, String message) {
    failure = Optional.of(new VideoFailure(code, message));
  }

  /** Whether SGLang moves the file away: content answers 400, the job has a {@code url}. */
  public void cloudStorage(boolean use) {
    if (use && dialect != Dialect.SGLANG) {
      throw new IllegalArgumentException("only SGLang moves files away, but this is " + dialect);
    }
    cloudStorage = use;
  }

  /** How many deletions of running jobs vLLM-Omni answers with 409 from now on. */
  public void busyDeletes(int count) {
    busyDeletes.set(count);
  }

  /** Forgets all jobs, as a restart does. */
  public void forgetJobs() {
    server.jobs.all().forEach(server.jobs::remove);
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl() + "/v1";
  }

  private Optional<Reply> guard(Recorded request) {
    return keyRequired ? Bodies.guard(request, "Bearer " + key, dialect::error) : Optional.empty();
  }

  private Reply create(Call call) {
    Optional<Form> multipart = Form.of(call.request());
    if (multipart.isEmpty() && dialect == Dialect.VLLM_OMNI) {
      throw new Refused(dialect.error(400, "the body must be multipart/form-data"));
    }
    Form form =
        multipart.orElseGet(
            () -> new Form((ObjectNode) Bodies.json(call.request(), dialect::error), Map.of()));
    var problems = VideosRules.problems(dialect, form, multipart.isEmpty());
    if (!problems.isEmpty()) {
      throw new Refused(dialect.error(400, String.join("; ", problems)));
    }
    String model = form.fields().path("model").asString(dialect.model());
    if (dialect == Dialect.VLLM_OMNI && !model.equals(dialect.model())) {
      throw new Refused(
          Dialect.openAiError(
              400, "model %s is not served, only %s".formatted(model, dialect.model())));
    }
    boolean sound =
        dialect == Dialect.OPENAI
            || form.fields().path("generate_sound").asString("false").equals("true");
    Job job = server.jobs.make(newId(), new Job.Order(model, form.fields(), sound));
    return Reply.json(200, show(job, job.done ? Progress.DONE : Progress.QUEUED));
  }

  private String newId() {
    String hex = UUID.randomUUID().toString().replace("-", "");
    return switch (dialect) {
      case OPENAI -> "video_" + hex;
      case VLLM_OMNI -> "video_gen_" + hex;
      case SGLANG -> UUID.randomUUID().toString();
    };
  }

  private Job find(Call call) {
    return server
        .jobs
        .find(call.group(0))
        .filter(job -> !job.expired && call.fault() != Fault.RESULT_EXPIRED)
        .orElseThrow(
            () -> new Refused(dialect.error(404, "Video " + call.group(0) + " not found")));
  }

  private Optional<VideoFailure> failureOf(Job job) {
    return job.moderated
        ? Optional.of(new VideoFailure(400, "The video was blocked by the moderation system."))
        : failure;
  }

  private Reply retrieve(Call call) {
    Job job = find(call);
    Progress progress = server.jobs.poll(job, call.fault());
    ObjectNode answer = show(job, progress);
    Optional<VideoFailure> failed = failureOf(job).filter(f -> progress == Progress.DONE);
    int status =
        dialect == Dialect.VLLM_OMNI ? failed.map(VideoFailure::httpStatus).orElse(200) : 200;
    return Reply.json(status, answer);
  }

  private ObjectNode show(Job job, Progress progress) {
    Optional<VideoFailure> failed = failureOf(job).filter(f -> progress == Progress.DONE);
    ObjectNode answer = VideoJson.of(dialect, job, progress, failed);
    if (progress == Progress.DONE && failed.isEmpty() && cloudStorage) {
      answer.put("url", baseUrl() + "/files/" + job.id + ".mp4").putNull("file_path");
    }
    return answer;
  }

  private Reply content(Call call) {
    Job job = find(call);
    if (!job.done) {
      throw new Refused(dialect.error(404, "Generation is still in-progress"));
    }
    if (failureOf(job).isPresent()) {
      int status = dialect == Dialect.VLLM_OMNI ? 422 : 404;
      throw new Refused(dialect.error(status, "Video " + job.id + " has failed"));
    }
    if (cloudStorage) {
      throw new Refused(dialect.error(400, "Video has been uploaded to cloud storage: use url"));
    }
    return Reply.video(Clip.of(job.sound));
  }

  private Reply cloudFile(Call call) {
    Job job = find(call);
    if (!job.done || !cloudStorage) {
      throw new Refused(Reply.text(404, "text/plain", "Not found"));
    }
    return Reply.video(Clip.of(job.sound));
  }

  private Reply delete(Call call) {
    Job job = find(call);
    if (!job.done && dialect == Dialect.OPENAI) {
      throw new Refused(dialect.error(400, "Video is still being generated"));
    }
    if (!job.done && dialect == Dialect.VLLM_OMNI && busyDeletes.getAndDecrement() > 0) {
      return dialect.error(409, "Video generation is in progress, try again");
    }
    server.jobs.cancel(job);
    server.jobs.remove(job);
    return Reply.json(
        200,
        dialect == Dialect.SGLANG
            ? show(job, Progress.CANCELLED)
            : Json.object("id", job.id).put("deleted", true).put("object", "video.deleted"));
  }

  private ObjectNode list() {
    ObjectNode list = Json.object("object", "list").put("has_more", false);
    var data = list.putArray("data");
    server.jobs.all().stream()
        .map(job -> show(job, job.done ? Progress.DONE : Progress.QUEUED))
        .forEach(data::add);
    return list;
  }

  private ObjectNode models() {
    ObjectNode list = Json.object("object", "list");
    ObjectNode model =
        list.putArray("data").addObject().put("id", dialect.model()).put("object", "model");
    if (dialect == Dialect.SGLANG) {
      model.put("task_type", "T2V");
    }
    return list;
  }
}
