package runflow.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Veo on Vertex AI, with the token endpoint and the bucket that it needs. */
public final class FakeVertex implements FakeProvider {
  /** The project that the account belongs to. */
  public static final String PROJECT = "fake-project";

  /** The region that serves the models. */
  public static final String LOCATION = "us-central1";

  private static final String MODEL = "veo-3\\.1(?:-fast|-lite)?-generate-(?:001|preview)";
  private static final String MODELS =
      "/v1(?:beta1)?/(projects/([^/]+)/locations/([^/]+)/publishers/google/models/([^/:]+))";

  private final VertexTokens tokens = new VertexTokens();
  private final FakeServer server;
  private volatile VeoEnding ending = VeoEnding.VIDEO;

  private FakeVertex(int port) {
    Routes routes =
        new Routes()
            .at(Where.SUBMIT, "POST", MODELS + ":predictLongRunning", this::submit)
            .at(Where.POLL, "POST", MODELS + ":fetchPredictOperation", this::poll)
            .at(Where.DOWNLOAD, "GET", "/storage/v1/b/([^/]+)/o/([^/]+)", this::download)
            .open("POST", "/token", call -> tokens.grant(call.request(), tokenUri()));
    server =
        new FakeServer(
            port,
            new Protocol(
                "vertex",
                EnumSet.of(Where.SUBMIT, Where.POLL, Where.DOWNLOAD),
                routes,
                this::guard,
                GoogleErrors::of));
  }

  /** Starts one on a free port. */
  public static FakeVertex start() {
    return start(0);
  }

  /** Starts one on a port, 0 for a free one. */
  public static FakeVertex start(int port) {
    return new FakeVertex(port);
  }

  /** A service account file: its token_uri is this fake's, its key is this fake's own. */
  public String serviceAccountJson() {
    return tokens.serviceAccountJson(PROJECT, tokenUri());
  }

  /** A token that is taken, for clients that bring their own. */
  public String accessToken() {
    return tokens.issue();
  }

  /** What the next tokens say about how long they live; they are taken until revoked. */
  public void tokenLifetime(Duration lifetime) {
    tokens.lifetime(lifetime);
  }

  /** Makes every token so far worthless: calls with it answer 401. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /** Whether the token endpoint refuses the account. */
  public void refuseTokens(boolean refuse) {
    tokens.refuse(refuse);
  }

  /** How finished jobs are said to have ended, from now on. */
  public void endWith(VeoEnding how) {
    ending = how;
  }

  @Override
  public FakeServer server() {
    return server;
  }

  @Override
  public String apiUrl() {
    return baseUrl() + "/v1";
  }

  private String tokenUri() {
    return baseUrl() + "/token";
  }

  private Optional<Reply> guard(Recorded request) {
    String given = request.header("Authorization").orElse("");
    return given.startsWith("Bearer ") && tokens.isLive(given.substring("Bearer ".length()))
        ? Optional.empty()
        : Optional.of(
            GoogleErrors.of(401, "Request had invalid authentication credentials: a Bearer token"));
  }

  private static void checkPlace(Call call) {
    if (!call.group(1).equals(PROJECT)) {
      throw new Refused(GoogleErrors.of(403, "Permission denied on project " + call.group(1)));
    }
    if (!call.group(2).equals(LOCATION) || !call.group(3).matches(MODEL)) {
      throw new Refused(
          GoogleErrors.of(404, "Publisher Model `%s` was not found".formatted(call.group(0))));
    }
  }

  private Reply submit(Call call) {
    checkPlace(call);
    JsonNode body = Bodies.json(call.request(), GoogleErrors::of);
    GoogleErrors.refuse(VertexRules.problems(call.group(3), body));
    boolean sound = body.path("parameters").path("generateAudio").asBoolean(true);
    Job job = server.jobs.make(FakeGemini.newId(), new Job.Order(call.group(0), body, sound));
    return Reply.json(200, Json.object("name", operation(job)));
  }

  private static String operation(Job job) {
    return job.model + "/operations/" + job.id;
  }

  private Reply poll(Call call) {
    checkPlace(call);
    JsonNode body = Bodies.json(call.request(), GoogleErrors::of);
    GoogleErrors.refuse(new Shape().need("operationName", Rule.text()).problems("", body));
    String name = body.get("operationName").stringValue();
    Job job =
        server
            .jobs
            .find(name.substring(name.lastIndexOf('/') + 1))
            .filter(j -> operation(j).equals(name) && j.model.equals(call.group(0)))
            .filter(j -> call.fault() != Fault.RESULT_EXPIRED)
            .orElseThrow(
                () -> new Refused(GoogleErrors.of(404, "The operation is not found: " + name)));
    Progress progress = server.jobs.poll(job, call.fault());
    return VeoOperation.show(name, progress, answer -> end(answer, job));
  }

  private void end(ObjectNode answer, Job job) {
    VeoEnding how = job.moderated ? VeoEnding.FILTERED : ending;
    VeoOperation.end(answer, how, response -> write(response, how, job));
  }

  private void write(ObjectNode response, VeoEnding how, Job job) {
    int asked = job.request.path("parameters").path("sampleCount").asInt(1);
    int shown = how.shown(asked);
    response
        .put("@type", "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse")
        .put("raiMediaFilteredCount", asked - shown);
    if (how.isFiltered(asked)) {
      response.putArray("raiMediaFilteredReasons").add(VeoEnding.REASON);
    }
    if (shown > 0) {
      ArrayNode videos = response.putArray("videos");
      for (int i = 0; i < shown; i++) {
        addVideo(videos.addObject(), job, i);
      }
    }
  }

  private void addVideo(ObjectNode video, Job job, int index) {
    JsonNode storage = job.request.path("parameters").path("storageUri");
    if (storage.isString()) {
      String folder = storage.stringValue();
      video.put(
          "gcsUri",
          "%s%s%s/sample_%d.mp4".formatted(folder, folder.endsWith("/") ? "" : "/", job.id, index));
      video.put("mimeType", "video/mp4");
      return;
    }
    byte[] bytes = Clip.of(job.sound);
    Fault fault = server.faults.at(Where.DOWNLOAD);
    boolean html = fault == Fault.WRONG_CONTENT_TYPE;
    byte[] sent = html ? Clip.HTML : fault == Fault.TRUNCATED_MP4 ? Clip.truncated(bytes) : bytes;
    video.put("bytesBase64Encoded", Base64.getEncoder().encodeToString(sent));
    video.put("mimeType", html ? "text/html" : "video/mp4");
  }

  private Reply download(Call call) {
    String object = URLDecoder.decode(call.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    String address = "gs://" + call.group(0) + "/" + object;
    if (!Bodies.query(call.request(), "alt").filter("media"::equals).isPresent()) {
      throw new Refused(GoogleErrors.of(400, "alt=media is missing: this is not the metadata API"));
    }
    return server.jobs.all().stream()
        .filter(job -> job.done && !job.expired && call.fault() != Fault.RESULT_EXPIRED)
        .filter(job -> holds(job, address))
        .findFirst()
        .map(job -> Reply.video(Clip.of(job.sound)))
        .orElseThrow(
            () ->
                new Refused(
                    Reply.text(
                        404, "text/html", "No such object: " + call.group(0) + "/" + object)));
  }

  private boolean holds(Job job, String address) {
    ObjectNode answer = Json.object();
    end(answer, job);
    for (JsonNode video : answer.path("response").path("videos")) {
      if (video.path("gcsUri").asString("").equals(address)) {
        return true;
      }
    }
    return false;
  }

  /** Deletes the objects of all finished jobs, as the bucket's owner may. */
  public void expireFiles() {
    server.jobs.expireFiles();
  }
}
