package runflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.account.Credentials;
import runflow.config.ConfigLoader;
import runflow.db.DatabaseAddress;
import runflow.db.FolderInUseException;
import runflow.json.Json;
import runflow.testing.SharedPostgres;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Starting the server: what the first start makes, what later ones keep, what stops one. */
class StartTest {
  private final DatabaseAddress database = SharedPostgres.freshDatabase();

  @TempDir private Path data;

  @Test
  void theFirstStartLeavesKeysForTheirOwnerOnly() throws Exception {
    try (App app = start()) {
      assertThat(app.firstStart()).isTrue();
      assertThat(balance(app.baseUrl(), app.credentials().testKey())).isEqualTo("10000.00");
      assertThat(balance(app.baseUrl(), app.credentials().liveKey())).isEqualTo("0.00");
    }
    JsonNode file = Json.tree(Files.readString(data.resolve("credentials.json")));
    assertThat(file.propertyNames()).containsExactly("base_url", "test_key", "live_key");
    assertThat(file.path("test_key").stringValue()).matches("rf_test_[a-z0-9_]{52}");
    assertThat(file.path("live_key").stringValue()).matches("rf_live_[a-z0-9_]{52}");
    assertThat(Files.readString(data.resolve("service.key")).strip())
        .matches("rf_svc_[a-z0-9_]{52}");
    for (String name : new String[] {"credentials.json", "service.key", "secret.key"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aSecondStartKeepsTheKeysAndWritesItsAddress() throws Exception {
    Credentials first = keysOfOneStart();
    String service = Files.readString(data.resolve("service.key"));
    try (App app = start("http.public_url", "https://video.example.com")) {
      assertThat(app.firstStart()).isFalse();
      assertThat(app.credentials().testKey()).isEqualTo(first.testKey());
      assertThat(app.credentials().liveKey()).isEqualTo(first.liveKey());
      JsonNode file = Json.tree(Files.readString(data.resolve("credentials.json")));
      assertThat(file.path("base_url").stringValue()).isEqualTo("https://video.example.com");
    }
    assertThat(Files.readString(data.resolve("service.key"))).isEqualTo(service);
  }

  /** Keys that the database does not know would be refused for ever. */
  @Test
  void aFolderWithAnotherDatabaseGetsKeysThatWork() throws Exception {
    Credentials first = keysOfOneStart();
    Map<String, String> settings = TestServer.settings(data, SharedPostgres.freshDatabase());
    try (App app = App.start(ConfigLoader.load(settings, Map.of()))) {
      assertThat(app.credentials().testKey()).isNotEqualTo(first.testKey());
      assertThat(balance(app.baseUrl(), app.credentials().testKey())).isEqualTo("10000.00");
    }
  }

  @Test
  void anotherServerKeyStopsTheStartAndTheRightOneStillStarts() throws Exception {
    keysOfOneStart();
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    assertThatThrownBy(() -> start("secret_key", other))
        .hasMessageContaining("secret.key")
        .hasMessageContaining("RUNFLOW_SECRET_KEY")
        .hasMessageNotContaining(other);
    keysOfOneStart();
  }

  @Test
  void aDamagedServerKeyStopsTheStart() throws Exception {
    keysOfOneStart();
    Files.writeString(data.resolve("secret.key"), "short");
    assertThatThrownBy(this::start).hasMessageContaining("secret.key").hasMessageContaining("32");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start("http.port", port))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void aFolderInUseIsRefused() throws Exception {
    try (App first = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining(data.toString());
      assertThat(balance(first.baseUrl(), first.credentials().testKey())).isEqualTo("10000.00");
    }
    keysOfOneStart();
  }

  @Test
  void aLiveKeyWithoutAProviderIsToldWhatIsMissingAndKeepsItsMoney() throws Exception {
    try (App app = start()) {
      String service = Files.readString(data.resolve("service.key")).strip();
      String credit = "{\"livemode\":true,\"amount\":\"25\"}";
      assertThat(ask(app.baseUrl(), "/v1/admin/credits", service, credit).statusCode())
          .isEqualTo(201);
      HttpResponse<String> answer =
          ask(
              app.baseUrl(),
              "/v1/models/google/veo3.1/runs",
              app.credentials().liveKey(),
              "{\"input\":{\"prompt\":\"x\"}}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("MODEL_UNAVAILABLE", "vertex", "rf_test_");
      assertThat(balance(app.baseUrl(), app.credentials().liveKey())).isEqualTo("25.00");
      String transactions =
          ask(app.baseUrl(), "/v1/billing/transactions", app.credentials().testKey(), "").body();
      assertThat(transactions).contains("\"10000.00\"").doesNotContain("\"25.00\"");
    }
  }

  private Credentials keysOfOneStart() throws Exception {
    try (App app = start()) {
      return app.credentials();
    }
  }

  private App start(String... setting) throws Exception {
    Map<String, String> settings = new HashMap<>(TestServer.settings(data, database));
    if (setting.length == 2) {
      settings.put(setting[0], setting[1]);
    }
    return App.start(ConfigLoader.load(settings, Map.of()));
  }

  private static String balance(String baseUrl, String key) throws Exception {
    String body = ask(baseUrl, "/v1/billing/balance", key, "").body();
    return Json.tree(body).path("available").asString(body);
  }

  private static HttpResponse<String> ask(String baseUrl, String path, String key, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Authorization", "Bearer " + key);
    if (!body.isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
