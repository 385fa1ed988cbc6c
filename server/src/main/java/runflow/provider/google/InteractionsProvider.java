package runflow.provider.google;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import runflow.config.ProviderConfig;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import runflow.provider.http.InlineFiles;
import runflow.provider.http.Place;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Request;
import runflow.provider.http.Scratch;
import runflow.provider.http.Verdicts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Omni Flash on Google's Interactions API. Safe for use by many threads. */
public final class InteractionsProvider implements GoogleProvider {
  private static final String NAME = "interactions";
  private static final URI GOOGLE = URI.create("https://generativelanguage.googleapis.com/v1beta");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~-]{0,511}");
  private static final Set<String> FIELDS =
      Set.of(
          Asked.PROMPT,
          Asked.DURATION,
          Asked.RESOLUTION,
          Asked.ASPECT_RATIO,
          Asked.AUTO_FIX,
          Asked.GENERATE_AUDIO,
          Asked.SAFETY_TOLERANCE,
          Asked.IMAGE_URL);

  private final Map<String, String> headers;
  private final ProviderClient client;
  private final Scratch scratch;
  private final Duration pollAfter;
  private final Verdicts verdicts;
  private final Veo veo;

  /**
   * The adapter of one key.
   *
   * @param settings with a key, or a relay's base URL
   * @param pollAfter how long to leave a job alone between two looks
   * @param scratch for videos that come inside answers
   */
  public InteractionsProvider(
      ProviderConfig.Gemini settings,
      ProviderClient.Limits limits,
      Duration pollAfter,
      Scratch scratch,
      InstantSource clock) {
    this.headers = GeminiProvider.headers(settings);
    this.client =
        new ProviderClient(new Place(settings.baseUrl().orElse(GOOGLE), GeminiFiles.HOSTS), limits);
    this.scratch = scratch;
    this.pollAfter = pollAfter;
    this.verdicts = new Verdicts(NAME, clock);
    this.veo = new Veo(NAME, pollAfter);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    var asked = new Asked(request);
    return new Refusals(NAME, request.input())
        .onlyFields(FIELDS)
        .onlyValues(Asked.DURATION, IntStream.rangeClosed(3, 15).mapToObj(n -> n + "s").toList())
        .onlyValues(Asked.RESOLUTION, List.of("360p", "720p", "1080p", "4k"))
        .onlyValues(Asked.ASPECT_RATIO, List.of("16:9", "9:16", "auto"))
        .refuseSilence(asked)
        .errors();
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return veo.ignored(request);
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    Answer answer =
        client.send(
            Request.of(Purpose.SUBMIT, "POST", "/interactions", headers).json(body(request)),
            calls);
    return verdicts.submitted(
        answer, request.route(), this::taken, http -> RpcError.refused(NAME, http));
  }

  private static ObjectNode body(ProviderRequest request) {
    var asked = new Asked(request);
    ObjectNode body = Json.object().put("model", request.route()).put("background", true);
    asked
        .picture()
        .ifPresentOrElse(
            picture -> {
              ArrayNode input = body.putArray("input");
              input.addObject().put("type", "text").put("text", asked.prompt());
              input
                  .addObject()
                  .put("type", "image")
                  .put("data", picture.bytes())
                  .put("mime_type", picture.mimeType());
            },
            () -> body.put("input", asked.prompt()));
    ObjectNode format = body.putArray("response_format").addObject().put("type", "video");
    // Left out, the ratio is guessed from the prompt.
    format.put("aspect_ratio", asked.aspectRatio().orElse("16:9"));
    asked.resolution().ifPresent(resolution -> format.put("resolution", resolution));
    asked.seconds().ifPresent(seconds -> format.put("duration", seconds + "s"));
    format.put("delivery", "uri");
    String task = asked.picture().isPresent() ? "image_to_video" : "text_to_video";
    body.putObject("generation_config").putObject("video_config").put("task", task);
    return body;
  }

  private Optional<ProviderResult.OfSubmit> taken(Answer.Http answer) {
    return answer
        .json()
        .map(json -> json.path("id").asString(""))
        .filter(id -> ID.matcher(id).matches())
        .map(id -> new ProviderResult.Accepted(id, pollAfter));
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    InlineFiles files = scratch.inline(ref, Interaction.FILE_FIELDS);
    String target = "/interactions/%s?include_input=false&stream=false".formatted(ref);
    Answer answer = client.send(Request.of(Purpose.POLL, "GET", target, headers), files, calls);
    return verdicts.polled(
        answer,
        http ->
            http.json()
                .filter(JsonNode::isObject)
                .map(
                    json ->
                        new Interaction(NAME, json, pollAfter)
                            .state(video -> content(video, files, calls))),
        http -> Optional.empty());
  }

  private Optional<Artifact.Content> content(JsonNode video, InlineFiles files, CallLog calls) {
    return GeminiFiles.at(video.path("uri").asString(""), client, headers, calls)
        .or(() -> files.file(video.path("data").asString("")));
  }

  @Override
  public boolean cancel(String ref, CallLog calls) throws InterruptedException {
    String target = "/interactions/%s/cancel".formatted(ref);
    Answer answer = client.send(Request.of(Purpose.CANCEL, "POST", target, headers), calls);
    return answer instanceof Answer.Http http
        && http.ok()
        && http.json()
            .filter(json -> json.path("status").asString("").equals("cancelled"))
            .isPresent();
  }

  @Override
  public Optional<String> verify(CallLog calls) throws InterruptedException {
    return verdicts.verified(
        client.send(Request.of(Purpose.CHECK, "GET", "/models?pageSize=1", headers), calls),
        status -> false);
  }

  @Override
  public void close() {
    client.close();
  }
}
