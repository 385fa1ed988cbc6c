package runflow.provider.declared;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.config.ProviderConfig;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Times;
import tools.jackson.databind.node.ObjectNode;

/** Providers and requests for the tests of this package. */
final class Accounts {
  static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
  static final ProviderClient.Limits LIMITS =
      new ProviderClient.Limits(1 << 20, Times.USUAL, "runflow-test");

  private Accounts() {}

  /** A shipped provider whose base URL is that of a test. */
  static DeclaredProvider shipped(String name, URI base) {
    return new DeclaredProvider(
        declaration(name), account(Optional.of(base)), LIMITS, InstantSource.fixed(NOW));
  }

  static Declaration declaration(String name) {
    return Optional.ofNullable(Declarations.load(Optional.empty()).get(name)).orElseThrow();
  }

  /** A provider of a test's own. */
  static DeclaredProvider own(String yaml, URI base) {
    List<String> problems = new ArrayList<>();
    Declaration declaration =
        Declarations.read("own.yaml", yaml, problems)
            .orElseThrow(() -> new AssertionError(String.join("\n", problems)));
    return new DeclaredProvider(
        declaration, account(Optional.of(base)), LIMITS, InstantSource.fixed(NOW));
  }

  static ProviderConfig.Declared account(Optional<URI> base) {
    return new ProviderConfig.Declared(Optional.of(new ProviderConfig.Secret("k-1")), base);
  }

  static ProviderRequest request(String route, String input, MediaInput... media) {
    return new ProviderRequest(
        RunId.create(),
        "google/veo3.1",
        route,
        (ObjectNode) Json.tree(input),
        List.of(media),
        Optional.empty(),
        Optional.empty());
  }

  static ProviderRequest withWebhook(ProviderRequest request, String url) {
    return new ProviderRequest(
        request.run(),
        request.model(),
        request.route(),
        request.input(),
        request.media(),
        request.metadata(),
        Optional.of(URI.create(url)));
  }

  static MediaInput picture(int width, int height) {
    return new MediaInput("image_url", "image/png", width, height, new byte[] {1, 2, 3});
  }
}
