package runflow.provider.google;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import tools.jackson.databind.node.ObjectNode;

/** Veo on Vertex AI. Safe for use by many threads. */
public final class VertexProvider implements GoogleProvider {
  private static final String NAME = "vertex";
  private static final Duration TOKEN_TIME = Duration.ofSeconds(20);
  private static final Duration TOKEN_PAUSE = Duration.ofSeconds(30);
  private static final Pattern OBJECT = Pattern.compile("gs://([a-z0-9._-]{3,222})/(.{1,1024})");
  private static final String ANY_MODEL = "veo-3.1-generate-001";

  private final Optional<URI> storageUri;
  private final String models;
  private final AccessTokens tokens;
  private final ProviderClient client;
  private final ProviderClient storage;
  private final Scratch scratch;
  private final Verdicts verdicts;
  private final Veo veo;

  /**
   * The adapter of one project.
   *
   * @param settings with a project
   * @param pollAfter how long to leave a job alone between two looks
   * @param scratch for videos that come inside answers
   * @throws IllegalArgumentException if no project is set
   */
  public VertexProvider(
      ProviderConfig.Vertex settings,
      ProviderClient.Limits limits,
      Duration pollAfter,
      Scratch scratch,
      InstantSource clock) {
    String project =
        settings
            .project()
            .orElseThrow(() -> new IllegalArgumentException("Vertex AI needs a project"));
    URI base = settings.baseUrl().orElseGet(() -> google(settings.location()));
    this.storageUri = settings.storageUri();
    this.models =
        "/v1/projects/%s/locations/%s/publishers/google/models/"
            .formatted(Veo.escaped(project), Veo.escaped(settings.location()));
    this.tokens = new AccessTokens(settings.credentialsFile(), TOKEN_TIME);
    this.client = new ProviderClient(new Place(base, Set.of()), limits);
    URI storageBase = settings.baseUrl().orElse(URI.create("https://storage.googleapis.com"));
    this.storage = new ProviderClient(new Place(storageBase, Set.of()), limits);
    this.scratch = scratch;
    this.verdicts = new Verdicts(NAME, clock);
    this.veo = new Veo(NAME, pollAfter);
  }

  private static URI google(String location) {
    String region = location.equals("global") ? "" : location + "-";
    return URI.create("https://%saiplatform.googleapis.com".formatted(region));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    boolean outside =
        new Asked(request)
            .seed()
            .filter(seed -> seed.signum() < 0 || seed.compareTo(Veo.LARGEST_SEED) > 0)
            .isPresent();
    return veo.refusals(request)
        .refuseIf(
            outside,
            Asked.SEED,
            "must be from 0 to " + Veo.LARGEST_SEED,
            "choose another or leave it out")
        .errors();
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return veo.ignored(request);
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    return switch (tokens.get()) {
      case AccessTokens.Token.Bad(String trouble, boolean passes) ->
          passes
              ? new ProviderResult.Retryable(TOKEN_PAUSE, said(trouble))
              : new ProviderResult.Unusable(said(trouble));
      case AccessTokens.Token.Good(Map<String, String> headers) -> {
        String target = models + Veo.escaped(request.route()) + ":predictLongRunning";
        Answer answer =
            heard(
                client.send(
                    Request.of(Purpose.SUBMIT, "POST", target, headers).json(body(request)),
                    calls));
        yield verdicts.submitted(answer, request.route(), veo::taken, this::refused);
      }
    };
  }

  private Optional<ProviderResult.OfSubmit> refused(Answer.Http answer) {
    return denied(answer)
        .<ProviderResult.OfSubmit>map(ProviderResult.Unusable::new)
        .or(() -> RpcError.refused(NAME, answer));
  }

  /** What an operator has to do about a service account that may not do this. */
  private Optional<String> denied(Answer answer) {
    return answer instanceof Answer.Http http && http.status() == 403
        ? Optional.of(
            said(
                "the service account may not use `%s`: enable the Vertex AI API there and give the account the role Vertex AI User"
                    .formatted(models.substring("/v1/".length(), models.indexOf("/publishers")))))
        : Optional.empty();
  }

  private ObjectNode body(ProviderRequest request) {
    var asked = new Asked(request);
    ObjectNode body = Veo.body(asked);
    ObjectNode parameters = (ObjectNode) body.path("parameters");
    asked.audio().ifPresent(audio -> parameters.put("generateAudio", audio));
    asked.seed().ifPresent(seed -> parameters.put("seed", seed.longValueExact()));
    // A picture of another shape is cropped, as the models' descriptions promise.
    asked.picture().ifPresent(picture -> parameters.put("resizeMode", "crop"));
    storageUri.ifPresent(uri -> parameters.put("storageUri", uri.toString()));
    return body;
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    if (!Veo.isOperation(ref)) {
      return new ProviderResult.Lost(
          said("the job's name `%s` is not one of its own".formatted(ref)));
    }
    return switch (tokens.get()) {
      case AccessTokens.Token.Bad(String trouble, boolean passes) ->
          new ProviderResult.Retryable(TOKEN_PAUSE, said(trouble));
      case AccessTokens.Token.Good(Map<String, String> headers) -> {
        InlineFiles files = scratch.inline(ref, Veo.FILE_FIELDS);
        Answer answer = heard(client.send(look(Purpose.POLL, ref, headers), files, calls));
        yield verdicts.polled(
            answer,
            http -> veo.operation(http, video -> content(video, files, headers, calls)),
            http -> Optional.empty());
      }
    };
  }

  private Request look(Purpose purpose, String operation, Map<String, String> headers) {
    String name = operation.substring(0, operation.indexOf("/operations/"));
    String model = name.substring(name.lastIndexOf('/') + 1);
    return Request.of(
            purpose, "POST", models + Veo.escaped(model) + ":fetchPredictOperation", headers)
        .json(Json.object().put("operationName", operation));
  }

  private Optional<Artifact.Content> content(
      JsonNode video, InlineFiles files, Map<String, String> headers, CallLog calls) {
    Matcher object = OBJECT.matcher(video.path("gcsUri").asString(""));
    if (object.matches()) {
      String target =
          "/storage/v1/b/%s/o/%s?alt=media"
              .formatted(Veo.escaped(object.group(1)), Veo.escaped(object.group(2)));
      return Optional.of(storage.file(target, headers, calls));
    }
    return files.file(video.path("bytesBase64Encoded").asString(""));
  }

  @Override
  public Optional<String> verify(CallLog calls) throws InterruptedException {
    return switch (tokens.get()) {
      case AccessTokens.Token.Bad(String trouble, boolean passes) -> Optional.of(said(trouble));
      case AccessTokens.Token.Good(Map<String, String> headers) -> {
        String nobodys = models.substring("/v1/".length()) + ANY_MODEL + "/operations/0";
        Answer answer = heard(client.send(look(Purpose.CHECK, nobodys, headers), calls));
        Optional<String> denied = denied(answer);
        yield denied.isPresent()
            ? denied
            : verdicts.verified(answer, status -> status == 400 || status == 404);
      }
    };
  }

  /** Credentials that are refused may have been replaced meanwhile. */
  private Answer heard(Answer answer) {
    if (answer instanceof Answer.Http http && http.status() == 401) {
      tokens.forget();
    }
    return answer;
  }

  private static String said(String trouble) {
    return "provider `%s`: %s".formatted(NAME, trouble);
  }

  @Override
  public void close() {
    client.close();
    storage.close();
  }
}
