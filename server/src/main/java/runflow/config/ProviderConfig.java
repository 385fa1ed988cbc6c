package runflow.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator set about real providers. One without its key, or Vertex without its project, is
 * not configured and takes no run.
 *
 * @param videos servers that speak {@code /v1/videos}, by the name that routes use
 * @param declared accounts at providers that a YAML file describes, by its name; {@code fal} and
 *     {@code replicate} are among them
 * @param directory folder of the operator's own YAML files; absent for most
 * @param pollAfter time between two looks at a job; absent leaves that to each provider
 * @param largestFile that a provider may send, in bytes
 */
public record ProviderConfig(
    Vertex vertex,
    Gemini gemini,
    Map<String, Videos> videos,
    Map<String, Declared> declared,
    Optional<Rewriter> rewriter,
    Optional<Path> directory,
    Map<String, Caps> caps,
    Optional<Duration> pollAfter,
    long largestFile) {

  public ProviderConfig {
    videos = Map.copyOf(videos);
    declared = Map.copyOf(declared);
    caps = Map.copyOf(caps);
  }

  /** The caps of a provider, by its name. */
  public Caps capsOf(String provider) {
    return caps.getOrDefault(provider, Caps.NONE);
  }

  /** A text that is never shown. */
  public record Secret(String value) {
    @Override
    public String toString() {
      return "********";
    }
  }

  /**
   * Veo on Vertex AI.
   *
   * @param project that pays; absent means not configured
   * @param credentialsFile of a service account; absent means what the machine itself offers
   * @param storageUri {@code gs://…} folder for results; absent means that they come inline
   * @param baseUrl a relay in front of Vertex AI and of the storage; absent means Google's own
   */
  public record Vertex(
      Optional<String> project,
      String location,
      Optional<Path> credentialsFile,
      Optional<URI> storageUri,
      Optional<URI> baseUrl) {}

  /**
   * The Gemini API.
   *
   * @param baseUrl a relay, with its version path; absent means Google's own, which serves Omni
   *     Flash but no Veo any more
   */
  public record Gemini(Optional<Secret> key, Optional<URI> baseUrl) {}

  /**
   * A server that speaks {@code /v1/videos}.
   *
   * @param baseUrl with its version path, e.g. {@code http://gpu:8091/v1}
   * @param key absent where the server wants none
   * @param model sent instead of the route's name of the model; absent leaves that
   */
  public record Videos(URI baseUrl, Optional<Secret> key, Optional<String> model) {}

  /**
   * An account at a provider that a YAML file describes.
   *
   * @param baseUrl instead of the one in the file
   */
  public record Declared(Optional<Secret> key, Optional<URI> baseUrl) {}

  /**
   * A text model that rewrites blocked prompts, spoken to as OpenAI's chat completions.
   *
   * @param baseUrl with its version path
   */
  public record Rewriter(URI baseUrl, Optional<Secret> key, String model) {}

  /**
   * How much a provider takes from all nodes and accounts together; 0 stands for no bound.
   *
   * @param running jobs at a time
   * @param perMinute submissions
   */
  public record Caps(int running, int perMinute) {
    static final Caps NONE = new Caps(0, 0);
  }
}
