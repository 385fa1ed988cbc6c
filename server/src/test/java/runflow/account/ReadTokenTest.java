package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.EventReader;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What a token that reads one run opens, and when it ends. */
class ReadTokenTest {
  private static final String LATER =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}";

  private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);
  private static final InstantSource CLOCK = NOW::get;

  private static TestServer server;
  private static Admin admin;
  private static String run = "";

  @BeforeAll
  static void start() throws Exception {
    NOW.set(Instant.now());
    server = TestServer.start(TestServer.Options.standard().clock(CLOCK));
    admin = new Admin(server);
    run = server.begin(server.testKey(), "google/veo3.1", LATER);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aTokenReadsItsRunItsEventsAndItsLogInTheHeaderOrTheUrl() throws Exception {
    JsonNode made = make(server.testKey(), null).json();
    String token = made.path("token").stringValue();
    assertThat(token).matches("rf_read_[0-9a-f]+");
    assertThat(made.path("run_id").stringValue()).isEqualTo(run);
    for (String what : List.of("", "/logs")) {
      String path = "/v1/runs/" + run + what;
      Answer own = server.get(path);
      for (Answer answer :
          List.of(with(token, "GET", path), with("", "GET", path + "?token=" + token))) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().propertyNames()).isEqualTo(own.json().propertyNames());
      }
    }
    assertThat(with("", "HEAD", "/v1/runs/" + run + "/events?token=" + token).status())
        .isEqualTo(200);
  }

  @Test
  void aTokenHidesWhatIsNotForABrowser() throws Exception {
    String id =
        server.begin(
            server.testKey(),
            "google/veo3.1",
            LATER.replaceFirst("\\}$", ", \"callback_url\": \"http://127.0.0.1:9/?secret=x\"}"));
    String token =
        with(server.testKey(), "POST", "/v1/runs/" + id + "/read-tokens")
            .json()
            .path("token")
            .stringValue();
    assertThat(server.get("/v1/runs/" + id).text()).contains("secret", "delay_ms", "cancellation");
    assertThat(with(token, "GET", "/v1/runs/" + id).text())
        .contains("\"callback_url\":null", "\"metadata\":null")
        .doesNotContain("secret", "delay_ms", "/callback", "/cancellation");

    server.post("/v1/runs/" + id + "/cancellation", null);
    try (var events = EventReader.open(server, token, id)) {
      EventReader.Event last = events.next();
      while (!last.name().equals("canceled")) {
        last = events.next();
      }
      assertThat(last.data()).doesNotContain("secret", "delay_ms", "/callback");
    }
  }

  @Test
  void streamsOfTokensLeaveThoseOfTheKeyAlone() throws Exception {
    String url = server.baseUrl() + "/v1/runs/" + run + "/events";
    Map<String, String> stranger = Map.of("Authorization", "Bearer " + token(server.testKey()));
    List<EventReader> open = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        open.add(EventReader.open(url, stranger));
        open.getLast().next();
      }
      try (var oneMore = EventReader.open(url, stranger);
          var own = EventReader.open(server, server.testKey(), run)) {
        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(own.status()).isEqualTo(200);
      }
    } finally {
      open.forEach(EventReader::close);
    }
  }

  @Test
  void aTokenOpensNothingElse() throws Exception {
    String token = token(server.testKey());
    String other = server.begin(server.testKey(), "google/veo3.1", LATER);
    String none = UUID.randomUUID().toString();
    for (String route : server.routes()) {
      String[] parts = route.split(" ", 2);
      String path = parts[1].replace("{model...}", "google/veo3.1");
      boolean open =
          with("", parts[0], path.replaceAll("\\{\\w+(\\.\\.\\.)?}", "x")).status() != 401;
      boolean itsOwn =
          List.of("GET /v1/runs/{id}", "GET /v1/runs/{id}/events", "GET /v1/runs/{id}/logs")
              .contains(route);
      if (!open && !itsOwn) {
        String own = path.replace("{id}", run).replaceAll("\\{\\w+}", "x");
        Refusal.of(with(token, parts[0], own), 403, "PERMISSION_DENIED");
        Refusal.of(with("", parts[0], own + "?token=" + token), 401, "UNAUTHORIZED");
      }
      if (itsOwn) {
        Answer foreign = with(token, parts[0], path.replace("{id}", other));
        Answer unknown = with(token, parts[0], path.replace("{id}", none));
        Refusal.of(foreign, 403, "PERMISSION_DENIED");
        assertThat(foreign.json())
            .as("nobody can tell whether a run exists")
            .isEqualTo(unknown.json());
      }
    }
  }

  @Test
  void aKeyInTheUrlIsRefused() throws Exception {
    Answer refused = with("", "GET", "/v1/runs/" + run + "?token=" + server.testKey());
    assertThat(Refusal.of(refused, 401, "UNAUTHORIZED").message())
        .contains("Authorization")
        .doesNotContain(server.testKey());
  }

  @Test
  void aTokenEndsAtItsTime() throws Exception {
    JsonNode made = make(server.testKey(), "{\"expires_in_seconds\": 60}").json();
    Instant end = java.time.OffsetDateTime.parse(made.path("expires_at").stringValue()).toInstant();
    assertThat(end).isBetween(NOW.get().plusSeconds(58), NOW.get().plusSeconds(60));
    String token = made.path("token").stringValue();
    assertThat(with(token, "GET", "/v1/runs/" + run).status()).isEqualTo(200);
    Instant before = NOW.get();
    NOW.set(before.plusSeconds(60));
    try {
      assertThat(refused(token)).contains("has expired");
    } finally {
      NOW.set(before);
    }
  }

  @Test
  void aTokenEndsWithTheKeyThatMadeIt() throws Exception {
    JsonNode key = admin.key(admin.ownOrganisation(), "test", "");
    String token = token(key.path("plain_key").stringValue());
    assertThat(with(token, "GET", "/v1/runs/" + run).status()).isEqualTo(200);
    Answer revoked =
        server.send(
            "DELETE",
            "/v1/admin/keys/" + key.path("id").stringValue(),
            server.serviceKey(),
            null,
            Map.of());
    assertThat(revoked.status()).isIn(200, 204);
    assertThat(refused(token)).contains("the key that made it was revoked");
  }

  @Test
  void aChangedTokenIsRefused() throws Exception {
    String token = token(server.testKey());
    for (int i = "rf_read_".length(); i < token.length(); i += 5) {
      char other = token.charAt(i) == '0' ? '1' : '0';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(refused(changed)).contains("is not one of this server");
    }
    assertThat(refused("rf_read_")).contains("is not one of this server");
    assertThat(refused(token + "00")).contains("is not one of this server");
  }

  @Test
  void aTokenIsMadeForARunThatTheKeyReads() throws Exception {
    String stranger = server.strangerKey();
    Refusal.of(
        server.send("POST", "/v1/runs/" + run + "/read-tokens", stranger, null, Map.of()),
        404,
        "RUN_NOT_FOUND");
    for (String body :
        List.of(
            "{\"expires_in_seconds\": 59}",
            "{\"expires_in_seconds\": 86401}",
            "{\"expires_in_seconds\": \"60\"}",
            "{\"expires_in_seconds\": 60.5}",
            "{\"expires\": 60}")) {
      Refusal.of(make(server.testKey(), body), 422, "VALIDATION_FAILED");
    }
    Refusal.of(make(server.testKey(), "[]"), 400, "BAD_REQUEST");
    assertThat(make(server.testKey(), "{}").status()).isEqualTo(201);
    assertThat(make(server.testKey(), "{\"expires_in_seconds\": null}").status()).isEqualTo(201);
  }

  private static Answer make(String key, @Nullable String body) throws Exception {
    return server.send("POST", "/v1/runs/" + run + "/read-tokens", key, body, Map.of());
  }

  private static String token(String key) throws Exception {
    return make(key, null).json().path("token").stringValue();
  }

  private static String refused(String token) throws Exception {
    return Refusal.of(with(token, "GET", "/v1/runs/" + run), 401, "UNAUTHORIZED").message();
  }

  private static Answer with(String key, String method, String path) throws Exception {
    boolean bodiless = method.equals("GET") || method.equals("HEAD");
    return server.send(method, path, key, bodiless ? null : "{}", Map.of());
  }
}
