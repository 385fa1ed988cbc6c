package runflow.provider.google;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.config.ProviderConfig;
import runflow.error.FieldError;
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

/**
 * Veo in the protocol of the Gemini API, for relays that still speak it: Google itself no longer
 * serves Veo there. Safe for use by many threads.
 */
public final class GeminiProvider implements GoogleProvider {
  private static final String NAME = "gemini";

  private final Map<String, String> headers;
  private final ProviderClient client;
  private final Scratch scratch;
  private final Verdicts verdicts;
  private final Veo veo;

  /**
   * The adapter of one relay.
   *
   * @param settings with a base URL
   * @param pollAfter how long to leave a job alone between two looks
   * @param scratch for videos that come inside answers
   * @throws IllegalArgumentException if no base URL is set
   */
  public GeminiProvider(
      ProviderConfig.Gemini settings,
      ProviderClient.Limits limits,
      Duration pollAfter,
      Scratch scratch,
      InstantSource clock) {
    URI base =
        settings
            .baseUrl()
            .orElseThrow(() -> new IllegalArgumentException("a relay needs a base URL"));
    this.headers = headers(settings);
    this.client = new ProviderClient(new Place(base, GeminiFiles.HOSTS), limits);
    this.scratch = scratch;
    this.verdicts = new Verdicts(NAME, clock);
    this.veo = new Veo(NAME, pollAfter);
  }

  static Map<String, String> headers(ProviderConfig.Gemini settings) {
    return settings.key().map(key -> Map.of("x-goog-api-key", key.value())).orElse(Map.of());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    var asked = new Asked(request);
    boolean large =
        asked
            .resolution()
            .filter(resolution -> resolution.equals("1080p") || resolution.equals("4k"))
            .isPresent();
    OptionalInt seconds = asked.seconds();
    return veo.refusals(request)
        .refuseIf(asked.has(Asked.SEED), Asked.SEED, "is not taken", "leave it out")
        .refuseSilence(asked)
        .refuseIf(
            large && seconds.isPresent() && seconds.getAsInt() != 8,
            Asked.DURATION,
            "must be 8s in " + asked.resolution().orElse(""),
            "use 8s, or 720p")
        .errors();
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return veo.ignored(request);
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    String target = "/models/%s:predictLongRunning".formatted(Veo.escaped(request.route()));
    Answer answer =
        client.send(
            Request.of(Purpose.SUBMIT, "POST", target, headers).json(Veo.body(new Asked(request))),
            calls);
    return verdicts.submitted(
        answer, request.route(), veo::taken, http -> RpcError.refused(NAME, http));
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    if (!Veo.isOperation(ref)) {
      return new ProviderResult.Lost(
          "provider `%s`: the job's name `%s` is not one of its own".formatted(NAME, ref));
    }
    InlineFiles files = scratch.inline(ref, Veo.FILE_FIELDS);
    Answer answer = client.send(Request.of(Purpose.POLL, "GET", "/" + ref, headers), files, calls);
    return verdicts.polled(
        answer,
        http -> veo.operation(http, video -> content(video, files, calls)),
        http -> Optional.empty());
  }

  private Optional<Artifact.Content> content(JsonNode video, InlineFiles files, CallLog calls) {
    return GeminiFiles.at(video.path("uri").asString(""), client, headers, calls)
        .or(() -> files.file(video.path("encodedVideo").asString("")))
        .or(() -> files.file(video.path("bytesBase64Encoded").asString("")));
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
