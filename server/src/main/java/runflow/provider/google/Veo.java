package runflow.provider.google;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** What Vertex AI and the Gemini API have in common about Veo: one protocol under two roofs. */
record Veo(String provider, Duration pollAfter) {
  /** Fields of an answer that may hold a video as base64. */
  static final Set<String> FILE_FIELDS = Set.of("bytesBase64Encoded", "encodedVideo");

  static final BigInteger LARGEST_SEED = BigInteger.valueOf((1L << 32) - 1);

  private static final Pattern OPERATION =
      Pattern.compile(
          "([A-Za-z0-9._:-]+/){0,8}models/[A-Za-z0-9._-]+/operations/[A-Za-z0-9._-]{1,200}");
  private static final Set<String> FIELDS =
      Set.of(
          Asked.PROMPT,
          Asked.NEGATIVE_PROMPT,
          Asked.DURATION,
          Asked.RESOLUTION,
          Asked.ASPECT_RATIO,
          Asked.GENERATE_AUDIO,
          Asked.SEED,
          Asked.SAFETY_TOLERANCE,
          Asked.AUTO_FIX,
          Asked.IMAGE_URL);
  private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");

  /** What neither API takes. */
  Refusals refusals(ProviderRequest request) {
    var asked = new Asked(request);
    var refusals =
        new Refusals(provider, request.input())
            .onlyFields(FIELDS)
            .onlyValues(Asked.DURATION, List.of("4s", "6s", "8s", "4", "6", "8"))
            .onlyValues(Asked.RESOLUTION, List.of("720p", "1080p", "4k"))
            .onlyValues(Asked.ASPECT_RATIO, List.of("16:9", "9:16", "auto"))
            .refuseIf(
                asked.resolution().filter("4k"::equals).isPresent()
                    && request.route().contains("-lite-"),
                Asked.RESOLUTION,
                "must be 720p or 1080p for `%s`".formatted(request.route()),
                "use one of these, or a model other than Lite");
    asked
        .picture()
        .filter(picture -> !PICTURES.contains(picture.mimeType()))
        .ifPresent(
            picture ->
                refusals.refuse(
                    Asked.IMAGE_URL,
                    "`%s` must be a JPEG or PNG at provider `%s`, but was %s: convert it"
                        .formatted(Asked.IMAGE_URL, provider, picture.mimeType())));
    return refusals;
  }

  /** What is taken without effect. */
  List<String> ignored(ProviderRequest request) {
    return new Asked(request).has(Asked.SAFETY_TOLERANCE)
        ? List.of(
            "`%s` had no effect: provider `%s` has one level of safety rules for everybody"
                .formatted(Asked.SAFETY_TOLERANCE, provider))
        : List.of();
  }

  /** The body of a submission, with the parameters that both APIs know. */
  static ObjectNode body(Asked asked) {
    ObjectNode body = Json.object();
    ObjectNode instance = body.putArray("instances").addObject().put("prompt", asked.prompt());
    asked
        .picture()
        .ifPresent(
            picture ->
                instance
                    .putObject("image")
                    .put("bytesBase64Encoded", picture.bytes())
                    .put("mimeType", picture.mimeType()));
    ObjectNode parameters = body.putObject("parameters").put("sampleCount", 1);
    asked.aspectRatio().ifPresent(ratio -> parameters.put("aspectRatio", ratio));
    asked.seconds().ifPresent(seconds -> parameters.put("durationSeconds", seconds));
    asked.resolution().ifPresent(resolution -> parameters.put("resolution", resolution));
    asked.negativePrompt().ifPresent(text -> parameters.put("negativePrompt", text));
    return body;
  }

  /**
   * The name of the operation that a submission became; empty if there is none that makes sense.
   */
  Optional<ProviderResult.OfSubmit> taken(Answer.Http answer) {
    return answer
        .json()
        .map(json -> json.path("name").asString(""))
        .filter(Veo::isOperation)
        .map(name -> new ProviderResult.Accepted(name, pollAfter));
  }

  /** A text as one step of a URL's path. */
  static String escaped(String step) {
    return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether a name can be one of an operation, and be put into a URL. */
  static boolean isOperation(String name) {
    return name.length() <= 512 && !name.contains("..") && OPERATION.matcher(name).matches();
  }

  /**
   * What an operation's state means; empty if it makes no sense.
   *
   * @param content finds the file behind one video of the answer
   */
  Optional<ProviderResult.OfPoll> operation(
      Answer.Http answer, Function<JsonNode, Optional<Artifact.Content>> content) {
    return answer.json().filter(JsonNode::isObject).map(operation -> state(operation, content));
  }

  private ProviderResult.OfPoll state(
      JsonNode operation, Function<JsonNode, Optional<Artifact.Content>> content) {
    if (!operation.path("done").equals(BooleanNode.TRUE)) {
      return new ProviderResult.Running(OptionalInt.empty(), pollAfter);
    }
    if (operation.path("error").isObject()) {
      return RpcError.failed(provider, operation.path("error"));
    }
    JsonNode response = operation.path("response");
    JsonNode result =
        response.has("generateVideoResponse") ? response.path("generateVideoResponse") : response;
    List<Artifact> artifacts = new ArrayList<>();
    videos(result)
        .forEach(
            video ->
                content
                    .apply(video)
                    .map(file -> new Artifact(file, Optional.empty(), Optional.empty()))
                    .ifPresent(artifacts::add));
    return artifacts.isEmpty() ? empty(result) : succeeded(result, artifacts);
  }

  private static List<JsonNode> videos(JsonNode result) {
    List<JsonNode> videos = new ArrayList<>();
    result.path("videos").forEach(videos::add);
    result.path("generatedSamples").forEach(sample -> videos.add(sample.path("video")));
    return videos;
  }

  private static int filtered(JsonNode result) {
    return result.path("raiMediaFilteredCount").asInt(0);
  }

  private ProviderResult.OfPoll empty(JsonNode result) {
    List<String> reasons = new ArrayList<>();
    result.path("raiMediaFilteredReasons").forEach(reason -> reasons.add(reason.asString("")));
    if (filtered(result) > 0 || !reasons.isEmpty()) {
      return Blocked.by(provider, reasons);
    }
    return new ProviderResult.Rejected(
        FailureCode.PROVIDER_NO_OUTPUT,
        "provider `%s` finished without a video and without a reason".formatted(provider));
  }

  /** A filter that says how many it took out has looked at those that are left. */
  private ProviderResult.Succeeded succeeded(JsonNode result, List<Artifact> artifacts) {
    boolean looked = result.has("raiMediaFilteredCount") && filtered(result) == 0;
    return new ProviderResult.Succeeded(
        artifacts,
        looked ? Optional.of(false) : Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        List.of());
  }
}
