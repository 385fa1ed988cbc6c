package runflow.provider.videos;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import runflow.config.ProviderConfig;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.Terms;
import runflow.provider.http.Answer;
import runflow.provider.http.Place;
import runflow.provider.http.Progress;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Request;
import runflow.provider.http.Verdicts;
import tools.jackson.databind.JsonNode;

/**
 * A server that speaks {@code /v1/videos}, such as vLLM-Omni or SGLang: a form creates a job, a
 * look at it tells its state, and its bytes are below it. Only what all known makes have in common
 * is relied on. Safe for use by many threads.
 */
public final class VideosProvider implements Provider, AutoCloseable {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
  private static final int LONGEST_ID = 500;
  private static final String DELETED = "video.deleted";

  private final String name;
  private final Optional<String> model;
  private final Map<String, String> auth;
  private final Pace pace;
  private final ProviderClient client;
  private final Verdicts verdicts;

  /**
   * How long things take.
   *
   * @param executionTime how long a job may take from its dispatch on
   * @param pollAfter how long to leave it alone between two looks
   */
  public record Pace(Duration executionTime, Duration pollAfter) {}

  /**
   * A server.
   *
   * @param name that routes use
   * @param limits of downloads
   * @param clock for waits that the server gives as a date
   * @throws IllegalArgumentException if the key cannot stand in a header
   */
  public VideosProvider(
      String name,
      ProviderConfig.Videos account,
      Pace pace,
      ProviderClient.Limits limits,
      InstantSource clock) {
    this.name = name;
    this.model = account.model();
    this.auth =
        account.key().map(key -> Map.of("Authorization", bearer(name, key))).orElse(Map.of());
    this.pace = pace;
    this.client = new ProviderClient(new Place(account.baseUrl(), Set.of()), limits);
    this.verdicts = new Verdicts(name, clock);
  }

  private static String bearer(String name, ProviderConfig.Secret key) {
    if (!PRINTABLE.matcher(key.value()).matches()) {
      throw new IllegalArgumentException(
          "the key of provider `%s` must be ASCII without spaces or line breaks, but is not: copy it again"
              .formatted(name));
    }
    return "Bearer " + key.value();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    return new VideoOrder(name, request).problems();
  }

  @Override
  public Terms terms() {
    return Terms.within(pace.executionTime()).cancellingForFree(true);
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return new VideoOrder(name, request).ignored();
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    String asked = model.orElse(request.route());
    Request call =
        Request.of(Purpose.SUBMIT, "POST", "/videos", auth)
            .with(new VideoOrder(name, request).form(asked));
    return verdicts.submitted(
        client.send(call, calls), asked, this::taken, answer -> Optional.empty());
  }

  private Optional<ProviderResult.OfSubmit> taken(Answer.Http answer) {
    return answer
        .json()
        .map(json -> json.path("id"))
        .filter(id -> id.isString() || id.isIntegralNumber())
        .map(JsonNode::asString)
        .filter(id -> !id.isBlank() && id.length() <= LONGEST_ID && Json.storable(id))
        .map(id -> new ProviderResult.Accepted(id, pace.pollAfter()));
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    Answer answer = client.send(Request.of(Purpose.POLL, "GET", job(ref), auth), calls);
    return verdicts.polled(
        answer,
        http -> VideoJob.in(http).map(job -> result(ref, job, calls)),
        // A failed job may come with any status; what is not this job is the server's trouble.
        http ->
            VideoJob.in(http)
                .filter(job -> job.state() == VideoJob.State.FAILED)
                .filter(job -> job.json().path("id").asString("").equals(ref))
                .map(job -> job.failure(name)));
  }

  private ProviderResult.OfPoll result(String ref, VideoJob job, CallLog calls) {
    return switch (job.state()) {
      case OPEN, UNKNOWN ->
          new ProviderResult.Running(
              Progress.percent(job.json().path("progress")), pace.pollAfter());
      case COMPLETED ->
          new ProviderResult.Succeeded(
              List.of(
                  new Artifact(
                      client.file(job(ref) + "/content", auth, calls),
                      Optional.empty(),
                      Optional.empty())),
              Optional.empty(),
              OptionalLong.empty(),
              job.inference(),
              List.of());
      case FAILED -> job.failure(name);
      case GONE -> new ProviderResult.Lost("provider `%s` has deleted the job".formatted(name));
    };
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only the answer that the job's record is deleted counts: servers that do not stop the work
   * answer with the job instead.
   */
  @Override
  public boolean cancel(String ref, CallLog calls) throws InterruptedException {
    Answer answer = client.send(Request.of(Purpose.CANCEL, "DELETE", job(ref), auth), calls);
    return answer instanceof Answer.Http http
        && http.ok()
        && http.json()
            .filter(json -> json.path("object").asString("").equals(DELETED))
            .filter(json -> json.path("deleted").asBoolean(true))
            .isPresent();
  }

  private static String job(String id) {
    return "/videos/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * {@inheritDoc} A server without the list of models counts as good: it did not refuse the key.
   */
  @Override
  public Optional<String> verify(CallLog calls) throws InterruptedException {
    Answer answer = client.send(Request.of(Purpose.CHECK, "GET", "/models", auth), calls);
    return verdicts.verified(answer, status -> status == 404 || status == 405);
  }

  /** Cuts open calls. */
  @Override
  public void close() {
    client.close();
  }
}
