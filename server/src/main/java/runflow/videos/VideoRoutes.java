package runflow.videos;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.billing.Account;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.RunId;
import runflow.list.Page;
import runflow.run.RunObjects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Videos over HTTP, as clients of the OpenAI-shaped protocol make, follow and fetch them. */
public final class VideoRoutes {
  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|100");
  private static final int DEFAULT_LIMIT = 20;

  private final RunObjects runs;
  private final VideoModels models;
  private final VideoView view;
  private final VideoStore store;
  private final StoredFiles files;
  private final InstantSource clock;

  /** Serves stored files. */
  public interface StoredFiles {
    /** A file by its name in links, for a caller who may have it. */
    Reply reply(Call call, String name) throws IOException;
  }

  /**
   * What videos need from the rest of the server.
   *
   * @param aliases a model's id for each other name that it goes by here
   */
  public record Needs(
      Db db,
      Catalog catalog,
      RunObjects runs,
      Map<String, String> aliases,
      StoredFiles files,
      InstantSource clock) {}

  /**
   * Routes over runs.
   *
   * @throws IllegalArgumentException if an alias leads to no model of the catalog
   */
  public VideoRoutes(Needs needs) {
    this.runs = needs.runs();
    this.models = new VideoModels(needs.catalog(), needs.aliases());
    this.view = new VideoView(needs.catalog());
    this.store = new VideoStore(needs.db());
    this.files = needs.files();
    this.clock = needs.clock();
  }

  public List<Route> routes() {
    Access reads = Access.with(Scope.RUNS_READ);
    Access writes = Access.with(Scope.RUNS_CREATE);
    return List.of(
            Route.post("/v1/videos", writes, this::create).withRateLimit(),
            Route.get("/v1/videos", reads, this::list),
            Route.get("/v1/videos/{id}", reads, this::read),
            Route.delete("/v1/videos/{id}", writes, this::delete),
            Route.get("/v1/videos/{id}/content", reads, this::content),
            Route.post("/v1/videos/{id}/remix", writes, this::remix))
        .stream()
        .map(route -> route.withErrors(VideoErrors.SHAPE))
        .toList();
  }

  private Reply create(Call call) throws IOException, InterruptedException {
    VideoOrder order = VideoOrder.read(call);
    String name = order.fields().path("model").asString("");
    if (name.isEmpty()) {
      throw bad("model", "`model` is required: the id of a model, GET /v1/models lists them");
    }
    Model model = models.find(name, order.picture().isPresent(), call.caller());
    RunObjects.Created created =
        create(
            new RunObjects.Creation(
                call.caller(),
                call.requestId(),
                model.id(),
                RunOrder.of(model, order),
                call.header("Idempotency-Key")),
            model);
    Reply answer = Reply.json(200, view.of(created.run()));
    return created.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
  }

  private RunObjects.Created create(RunObjects.Creation creation, Model model)
      throws IOException, InterruptedException {
    try {
      return runs.create(creation);
    } catch (ApiException e) {
      throw e.code() == ErrorCode.VALIDATION_FAILED ? asBadRequest(e, model) : e;
    }
  }

  /** This protocol knows one status for what is wrong with a request, and other names. */
  private static ApiException asBadRequest(ApiException refusal, Model model) {
    String picture = VideoModels.picture(model).map(field -> field.name()).orElse("");
    List<FieldError> errors =
        refusal.errors().stream()
            .map(
                error -> {
                  String field = error.loc().isEmpty() ? "" : String.valueOf(error.loc().getLast());
                  String sentAs = field.equals(picture) ? VideoOrder.PICTURE : field;
                  return new FieldError(List.of(sentAs), error.msg(), error.type());
                })
            .toList();
    return new ApiException(ErrorCode.BAD_REQUEST, String.valueOf(refusal.getMessage()), errors);
  }

  private Reply list(Call call) throws InterruptedException {
    String limit = call.query("limit").orElse(Integer.toString(DEFAULT_LIMIT));
    if (!LIMIT.matcher(limit).matches()) {
      throw bad("limit", "`limit` must be a number from 1 to 100");
    }
    boolean oldestFirst =
        switch (call.query("order").orElse("desc")) {
          case "asc" -> true;
          case "desc" -> false;
          default -> throw bad("order", "`order` must be asc or desc");
        };
    Optional<RunId> after =
        call.query("after").map(id -> VideoView.run(id).orElseThrow(() -> noPlace()));
    Page<ObjectNode> page =
        runs.list(
                account(call),
                new RunObjects.Slice(after, oldestFirst, Integer.parseInt(limit), VideoStore.SHOWN))
            .orElseThrow(() -> noPlace());
    List<VideoView.Video> videos = page.items().stream().map(view::of).toList();
    return Reply.json(
        200,
        new VideoView.VideoList(
            "list",
            videos,
            videos.isEmpty() ? null : videos.getFirst().id(),
            videos.isEmpty() ? null : videos.getLast().id(),
            page.nextPq() != null));
  }

  private Reply read(Call call) throws InterruptedException {
    return Reply.json(200, view.of(require(call)));
  }

  private Reply delete(Call call) throws InterruptedException {
    JsonNode run = require(call);
    RunId id = RunId.parse(run.path("id").stringValue()).orElseThrow();
    runs.cancel(account(call), id);
    store.delete(id, clock.instant());
    return Reply.json(200, new VideoView.Deleted(VideoView.id(run), true, "video.deleted"));
  }

  private Reply content(Call call) throws IOException, InterruptedException {
    String field =
        switch (call.query("variant").orElse("video")) {
          case "video" -> "url";
          case "thumbnail" -> "thumbnail_url";
          default ->
              throw bad("variant", "`variant` must be video or thumbnail; there is no other");
        };
    JsonNode run = require(call);
    VideoView.Video video = view.of(run);
    String name =
        VideoView.file(run, field)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.NOT_FOUND,
                        video.status().equals("completed")
                            ? "the video `%s` has no thumbnail".formatted(video.id())
                            : "the video `%s` is %s, so it has no content; it has some once it is completed"
                                .formatted(video.id(), video.status())));
    return files.reply(call, name);
  }

  private Reply remix(Call call) throws InterruptedException {
    JsonNode run = require(call);
    throw bad(
        "id",
        "no model here can change a video that exists, so `%s` cannot be remixed; create one from a whole prompt with POST /v1/videos"
            .formatted(VideoView.id(run)));
  }

  /** Another account's video, and a deleted one, are as good as none. */
  private JsonNode require(Call call) throws InterruptedException {
    String id = call.part("id");
    RunId known = VideoView.run(id).orElseThrow(() -> notFound(id));
    JsonNode run = runs.find(account(call), known).orElseThrow(() -> notFound(id));
    if (store.deleted(known)) {
      throw notFound(id);
    }
    return run;
  }

  private static Account account(Call call) {
    return new Account(call.caller().org(), call.caller().livemode());
  }

  private static ApiException noPlace() {
    return bad("after", "`after` must be the id of a video of this key");
  }

  private static ApiException notFound(String id) {
    return new ApiException(
        ErrorCode.RUN_NOT_FOUND, "there is no video `%s` for this key".formatted(Shown.of(id, 64)));
  }

  private static ApiException bad(String field, String message) {
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        message,
        List.of(new FieldError(List.of(field), message, "invalid")));
  }
}
