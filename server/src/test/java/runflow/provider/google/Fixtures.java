package runflow.provider.google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Scratch;
import runflow.provider.http.Times;
import runflow.testing.ProviderStub.Reply;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of Google's adapters share. */
final class Fixtures {
  static final Duration AT_ONCE = Duration.ZERO;
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T07:00:00Z"));
  static final ProviderClient.Limits LIMITS =
      new ProviderClient.Limits(1 << 20, Times.USUAL, "runflow-test");
  static final byte[] VIDEO = "not really an mp4".getBytes(StandardCharsets.UTF_8);

  /** Every field of the Veo models, as it stands once defaults are filled in. */
  static final String FULL =
      """
      {"prompt": "a cat", "negative_prompt": "dogs", "duration": "6s", "resolution": "720p",
       "aspect_ratio": "9:16", "generate_audio": true, "safety_tolerance": "4", "auto_fix": true}
      """;

  private static final String KEY = key();

  private Fixtures() {}

  static ProviderRequest request(String input, MediaInput... media) {
    return new ProviderRequest(
        new RunId(UUID.fromString("0192f0c1-0000-7000-8000-000000000001")),
        "google/veo3.1",
        "veo-3.1-generate-001",
        (ObjectNode) Json.tree(input),
        List.of(media),
        Optional.empty(),
        Optional.empty());
  }

  /** The full input with some fields set to something else. */
  static ProviderRequest changed(String fields) {
    var input = (ObjectNode) Json.tree(FULL);
    input.setAll((ObjectNode) Json.tree(fields));
    return request(input.toString());
  }

  static MediaInput picture(String type, int width, int height) {
    return new MediaInput("image_url", type, width, height, new byte[] {1, 2, 3});
  }

  static Scratch scratch(Path folder) throws IOException {
    return Scratch.emptied(folder.resolve("scratch"), LIMITS.largestFile());
  }

  /** The key file of a service account whose tokens come from a URL. */
  static Path serviceAccount(Path folder, String tokenUri) throws IOException {
    ObjectNode file =
        Json.object()
            .put("type", "service_account")
            .put("project_id", "acme")
            .put("private_key_id", "k1")
            .put("private_key", KEY)
            .put("client_email", "runs@acme.iam.gserviceaccount.com")
            .put("client_id", "1")
            .put("token_uri", tokenUri);
    return Files.write(folder.resolve("account.json"), Json.bytes(file));
  }

  static Reply token(String token) {
    return Reply.json(
        200,
        "{\"access_token\":\"%s\",\"expires_in\":3599,\"token_type\":\"Bearer\"}".formatted(token));
  }

  private static String key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder()
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
