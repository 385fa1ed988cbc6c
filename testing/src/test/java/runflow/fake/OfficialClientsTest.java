package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The fakes satisfy the providers' own clients, which come from npm into {@code target/node}. */
class OfficialClientsTest {
  private static NodeScripts scripts;

  @BeforeAll
  static void install() throws Exception {
    scripts = NodeScripts.install(Path.of("src/test/node"), Path.of("target/node"));
  }

  private static String run(String input, String... command) throws Exception {
    return scripts.run(input, command);
  }

  private static JsonNode node(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return Json.tree(run("", command.toArray(String[]::new)));
  }

  private static String sha256(boolean sound) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(FakeProvider.video(sound)));
  }

  private static void assertVideo(JsonNode found, boolean sound, String... states)
      throws Exception {
    assertThat(found.path("sha256").asString()).isEqualTo(sha256(sound));
    assertThat(found.path("states").valueStream().map(JsonNode::asString)).containsExactly(states);
  }

  @ParameterizedTest
  @EnumSource
  void openai(Dialect dialect) throws Exception {
    try (FakeVideos fake = FakeVideos.start(dialect)) {
      JsonNode found = node("openai.mjs", fake.apiUrl(), fake.key(), dialect.model());
      String running = dialect == Dialect.SGLANG ? "queued" : "in_progress";
      assertVideo(found, dialect == Dialect.OPENAI, "queued", running, "completed");
      assertThat(found.path("gone").asInt()).isEqualTo(404);
      assertThat(fake.jobs()).isEqualTo(2);
    }
  }

  @Test
  void replicate() throws Exception {
    try (FakeReplicate fake = FakeReplicate.start()) {
      JsonNode found = node("replicate.mjs", fake.apiUrl(), fake.key());
      assertVideo(found, true, "starting", "processing", "succeeded");
      assertThat(found.path("canceled").asString()).isEqualTo("canceled");
      assertThat(found.path("refused").asInt()).isEqualTo(400);
      assertThat(found.path("listed").asInt()).isEqualTo(2);
      assertThat(fake.jobs()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicateTakesOnlyGenuineWebhooks(Signing signing) throws Exception {
    try (FakeReplicate fake = FakeReplicate.start();
        Receiver receiver = new Receiver()) {
      String body =
          "{\"input\":{\"prompt\":\"a cat\"},\"webhook\":\"%s\"}".formatted(receiver.url());
      String url = fake.apiUrl() + "/models/google/veo-3.1/predictions";
      Talk.send(Provider.json(fake, url, body));
      assertThat(fake.sendWebhook(fake.jobIds().getFirst(), signing)).isEqualTo(204);
      Recorded webhook = receiver.last();
      String input =
          Json.object("id", webhook.header("webhook-id").orElseThrow())
              .put("timestamp", webhook.header("webhook-timestamp").orElseThrow())
              .put("signature", webhook.header("webhook-signature").orElseThrow())
              .put("body", webhook.text())
              .toString();
      String output = run(input, "node", "replicate-webhook.mjs", fake.apiUrl(), fake.key());
      boolean rightlySigned = signing == Signing.GENUINE || signing == Signing.OLD;
      assertThat(Json.tree(output).path("valid").asBoolean()).isEqualTo(rightlySigned);
    }
  }

  @Test
  void fal() throws Exception {
    try (FakeFal fake = FakeFal.start()) {
      JsonNode found = node("fal.mjs", fake.apiUrl(), fake.key());
      assertThat(found.path("sha256").asString()).isEqualTo(sha256(true));
      assertThat(found.path("cancelled").asInt()).isEqualTo(499);
      assertThat(fake.jobs()).isEqualTo(2);
      assertThat(fake.refusals()).isEmpty();
    }
  }

  @Test
  void falSeesWhyAResultIsRefused() throws Exception {
    try (FakeFal fake = FakeFal.start()) {
      fake.endWith(FalEnding.POLICY);
      JsonNode found = node("fal-refused.mjs", fake.apiUrl(), fake.key());
      assertThat(found.path("known").asBoolean()).isTrue();
      assertThat(found.path("status").asInt()).isEqualTo(422);
      assertThat(found.path("type").asString()).isEqualTo("content_policy_violation");
    }
  }

  @Test
  void gemini(@TempDir Path folder) throws Exception {
    try (FakeGemini fake = FakeGemini.start()) {
      fake.fileUri(FakeGemini.FileUri.GOOGLE_HOST);
      String file = folder.resolve("video.mp4").toString();
      assertVideo(
          node("gemini.mjs", fake.baseUrl(), fake.key(), file), true, "false", "false", "true");
      assertThat(fake.refusals()).isEmpty();
    }
  }

  @Test
  void vertex() throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      JsonNode found = node("vertex.mjs", fake.baseUrl(), FakeVertex.PROJECT, fake.accessToken());
      assertVideo(found, true, "false", "false", "true");
      assertThat(fake.refusals()).isEmpty();
    }
  }

  @Test
  void interactions() throws Exception {
    try (FakeInteractions fake = FakeInteractions.start()) {
      JsonNode found = node("interactions.mjs", fake.baseUrl(), fake.key());
      assertVideo(found, true, "in_progress", "in_progress", "completed");
      assertThat(found.path("cancelled").asString()).isEqualTo("cancelled");
      assertThat(fake.refusals()).isEmpty();
    }
  }
}
