package runflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.http.PublicUrl;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import runflow.testing.Visitor;
import tools.jackson.databind.JsonNode;

/** Who gets in at the console, for how long, and whose forms count. */
class SignInTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{32})\"");

  private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    // As exactly as the database keeps times.
    NOW.set(Instant.now().truncatedTo(ChronoUnit.MICROS));
    server = TestServer.start(TestServer.Options.standard().clock(NOW::get));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aKeyOpensTheConsoleForItsHolder() throws Exception {
    Answer in = signIn(server.testKey(), "/models");

    assertThat(in.status()).isEqualTo(200);
    assertThat(in.header("Refresh")).hasValue("0; url=/models");
    assertThat(in.header("Set-Cookie").orElseThrow())
        .startsWith("runflow-session-")
        .contains("; HttpOnly; SameSite=Strict");
    Answer page = get("/models", cookie(in));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("My organisation", "$10,000.00");
    assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("script-src 'self'");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void withoutASessionEveryPageLeadsToTheSignInAndBack() throws Exception {
    Answer away = get("/models?q=veo", "");

    assertThat(away.status()).isEqualTo(303);
    assertThat(away.header("Location")).hasValue("/sign-in?next=%2Fmodels%3Fq%3Dveo");
    assertThat(get(away.header("Location").orElseThrow(), "").text())
        .contains("name=\"next\" value=\"/models?q=veo\"");
  }

  @Test
  void aKeyThatIsNotKnownIsToldWhereKeysAre() throws Exception {
    Answer refused = signIn("rf_test_nobody", "/");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("credentials.json").doesNotContain("rf_test_nobody");
    assertThat(refused.header("Set-Cookie")).isEmpty();
  }

  @Test
  void aReadTokenIsNoKey() throws Exception {
    String run = server.begin(server.testKey(), "google/veo3.1", "{\"input\":{\"prompt\":\"a\"}}");
    String token =
        server.post("/v1/runs/" + run + "/read-tokens", "{}").json().path("token").stringValue();

    assertThat(signIn(token, "/").status()).isEqualTo(403);
  }

  @Test
  void theSignInLeadsToNoOtherHost() throws Exception {
    for (String elsewhere :
        new String[] {
          "//evil.example/", "https://evil.example", "/\\evil", "/\t/evil.example", "/\n/evil"
        }) {
      assertThat(signIn(server.testKey(), elsewhere).header("Refresh")).hasValue("0; url=/");
    }
  }

  @Test
  void theLinkOfAStartWorksOnce() throws Exception {
    String link = server.signInLink();

    Answer first = get(link, "");
    assertThat(first.status()).isEqualTo(200);
    assertThat(get("/models", cookie(first)).status()).isEqualTo(200);
    assertThat(get(link, "").status()).isEqualTo(410);
    assertThat(get("/sign-in/" + "0".repeat(48), "").status()).isEqualTo(410);
  }

  @Test
  void aLinkEndsWithinAnHour() {
    Instant made = NOW.get();
    try {
      var links = new SignInLinks(NOW::get);
      String one = links.make(List.of()).substring(SignInPages.LINK.length());
      String other = links.make(List.of()).substring(SignInPages.LINK.length());
      NOW.set(made.plus(Duration.ofMinutes(59)));
      assertThat(links.use(one)).isPresent();
      NOW.set(made.plus(Duration.ofHours(1)));
      assertThat(links.use(other)).isEmpty();
    } finally {
      NOW.set(made);
    }
  }

  @Test
  void formsNeedTheTokenOfTheirSession() throws Exception {
    String mine = cookie(signIn(server.testKey(), "/"));
    String other = cookie(signIn(server.testKey(), "/"));

    assertThat(post("/sign-out", mine, Map.of(), Map.of()).status()).isEqualTo(403);
    assertThat(post("/sign-out", mine, Map.of("csrf", csrf(other)), Map.of()).status())
        .isEqualTo(403);
    assertThat(
            post(
                    "/sign-out",
                    mine,
                    Map.of("csrf", csrf(mine)),
                    Map.of("Origin", "http://evil.example"))
                .status())
        .isEqualTo(403);
    assertThat(get("/models", mine).status()).isEqualTo(200);
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() throws Exception {
    Answer foreign =
        post(
            "/sign-in",
            "",
            Map.of("key", server.testKey(), "next", "/"),
            Map.of("Origin", "http://evil.example"));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.header("Set-Cookie")).isEmpty();
  }

  @Test
  void behindHttpsTheCookieIsSentThereOnly() {
    var https = new SignInCookie(new PublicUrl("https://video.example"));
    for (String set : List.of(https.of("0".repeat(64)), https.none())) {
      assertThat(set)
          .startsWith("runflow-session=")
          .contains("; HttpOnly; SameSite=Strict; Secure");
    }
    assertThat(new SignInCookie(new PublicUrl("http://video.example")).none())
        .doesNotContain("Secure");
  }

  @Test
  void aKeySeesWhatItsScopesAllow() throws Exception {
    String key =
        testKey("\"name\": \"creator\", \"scopes\": [\"runs:create\"]")
            .path("plain_key")
            .stringValue();
    Visitor visitor = Visitor.stranger(server).signIn(key);
    Answer models = visitor.get("/models");
    assertThat(models.status()).isEqualTo(200);
    assertThat(models.text()).doesNotContain("id=\"balance\"");
    for (String page : List.of("/runs", "/usage", "/settings/webhooks", "/settings/secrets")) {
      Answer refused = visitor.get(page);
      assertThat(refused.status()).as(page).isEqualTo(403);
      assertThat(refused.text()).contains("does not have the scope", "Sign out");
    }

    Answer started =
        visitor.submit(
            "/models/google/veo3.1",
            Map.of("HX-Request", "true"),
            "csrf",
            visitor.csrf(),
            "input.prompt",
            "A gate");
    assertThat(started.status()).isEqualTo(200);
    assertThat(started.text()).contains("data-run=").doesNotContain("data-stream");
  }

  @Test
  void aPageThatIsNotThereKnowsItsReader() throws Exception {
    Visitor reader = Visitor.stranger(server).signIn(server.testKey());
    Map<String, String> browser = Map.of("Accept", "text/html");
    for (String path : List.of("/nowhere", "/static/0/nothing.css")) {
      Answer mine = reader.get(path, browser);
      assertThat(mine.status()).as(path).isEqualTo(404);
      assertThat(mine.text()).contains("Nothing here", "Sign out").doesNotContain(">Sign in<");
      assertThat(mine.header("Cache-Control")).hasValue("no-store");
      Answer open = Visitor.stranger(server).get(path, browser);
      assertThat(open.text()).contains("Nothing here", ">Sign in<").doesNotContain("Sign out");
    }
    assertThat(reader.get("/nowhere").json().path("code").asString()).isEqualTo("NOT_FOUND");
    assertThat(reader.get("/v1/nowhere", browser).json().path("code").asString())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void signingOutEndsTheSessionAtTheServer() throws Exception {
    String mine = cookie(signIn(server.testKey(), "/"));

    Answer out = post("/sign-out", mine, Map.of("csrf", csrf(mine)), Map.of());

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(get("/models", mine).status()).isEqualTo(303);
  }

  @Test
  void aSessionEndsUnusedAndInAWeekAtTheLatest() throws Exception {
    Instant began = NOW.get();
    try {
      String unused = cookie(signIn(server.testKey(), "/"));
      String used = cookie(signIn(server.testKey(), "/"));
      for (int hours = 11; hours < 7 * 24; hours += 11) {
        NOW.set(began.plus(Duration.ofHours(hours)));
        assertThat(get("/models", used).status()).isEqualTo(200);
      }
      assertThat(get("/models", unused).status()).isEqualTo(303);
      NOW.set(began.plus(Duration.ofDays(7)));
      assertThat(get("/models", used).status()).isEqualTo(303);
    } finally {
      NOW.set(began);
    }
  }

  @Test
  void aSessionEndsWithItsKey() throws Exception {
    JsonNode made = anotherTestKey();
    String mine = cookie(signIn(made.path("plain_key").stringValue(), "/"));
    assertThat(get("/models", mine).status()).isEqualTo(200);

    revoke(made);

    assertThat(get("/models", mine).status()).isEqualTo(303);
  }

  @Test
  void aSecondKeyJoinsTheSessionUnlessItIsAnotherOrganisations() throws Exception {
    String test = cookie(signIn(server.testKey(), "/"));
    String both = cookie(signIn(server.liveKey(), "/", test));
    assertThat(get("/models", test).status()).isEqualTo(303);
    assertThat(get("/models", both).text()).contains("Switch to live");
    String asTest = csrf(both);

    Answer switched = post("/mode", both, Map.of("csrf", asTest, "mode", "live"), Map.of());
    assertThat(switched.status()).isEqualTo(303);
    assertThat(get("/models", both).text()).contains("Switch to test");

    assertThat(post("/mode", both, Map.of("csrf", asTest, "mode", "test"), Map.of()).status())
        .as("a form of the other mode")
        .isEqualTo(403);

    String stranger = cookie(signIn(server.strangerKey(), "/", both));
    assertThat(get("/models", stranger).text()).contains("Stranger").doesNotContain("Switch to");
  }

  @Test
  void playMoneyDoesNotBecomeRealWhenItsKeyEnds() throws Exception {
    JsonNode made = anotherTestKey();
    String live = cookie(signIn(server.liveKey(), "/"));
    String both = cookie(signIn(made.path("plain_key").stringValue(), "/", live));
    String csrf = csrf(both);
    revoke(made);

    assertThat(get("/models", both).status()).isEqualTo(303);
    assertThat(post("/mode", both, Map.of("csrf", csrf), Map.of()).status()).isEqualTo(303);
  }

  @Test
  void aFormOfVeryManyFieldsIsRefused() throws Exception {
    String many = "a&".repeat(5_000);
    Answer refused =
        server.send(
            "POST",
            "/sign-in",
            HttpRequest.BodyPublishers.ofString(many),
            Map.of("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(refused.status()).isEqualTo(413);
  }

  @Test
  void lookingAtTheLinkDoesNotUseItUp() throws Exception {
    try (var fresh = TestServer.start()) {
      String link = fresh.signInLink();
      assertThat(fresh.send("HEAD", link, HttpRequest.BodyPublishers.noBody(), Map.of()).status())
          .isEqualTo(204);
      assertThat(fresh.send("GET", link, HttpRequest.BodyPublishers.noBody(), Map.of()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void aLinkFromAnotherSiteIsAskedForAgainByOurselves() throws Exception {
    Answer answer =
        server.send(
            "GET",
            "/models?search=veo",
            HttpRequest.BodyPublishers.noBody(),
            Map.of("Sec-Fetch-Site", "cross-site"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Refresh")).hasValue("0; url=/models?search=veo");
  }

  @Test
  void theDatabaseHasNoTokenInClear() throws Exception {
    String mine = cookie(signIn(server.testKey(), "/"));
    String token = mine.substring(mine.indexOf('=') + 1);

    String rows =
        server
            .db()
            .query(
                sql ->
                    sql.createQuery("select encode(token_hash, 'hex') from console_session")
                        .mapTo(String.class)
                        .list())
            .toString();
    assertThat(rows).isNotEqualTo("[]").doesNotContain(token);
  }

  private static JsonNode anotherTestKey() throws Exception {
    return testKey("\"name\": \"short\"");
  }

  private static JsonNode testKey(String terms) throws Exception {
    return server
        .send(
            "POST",
            "/v1/admin/organisations/%s/keys".formatted(organisation()),
            server.serviceKey(),
            "{\"kind\": \"test\", %s}".formatted(terms),
            Map.of())
        .json();
  }

  private static void revoke(JsonNode key) throws Exception {
    server.send(
        "DELETE",
        "/v1/admin/keys/" + key.path("id").stringValue(),
        server.serviceKey(),
        null,
        Map.of());
  }

  private static String organisation() throws Exception {
    return server.get("/v1/auth/me").json().path("org_id").stringValue();
  }

  private static Answer signIn(String key, String next) throws Exception {
    return signIn(key, next, "");
  }

  private static Answer signIn(String key, String next, String cookie) throws Exception {
    return post("/sign-in", cookie, Map.of("key", key, "next", next), Map.of());
  }

  /** What the browser would send back. */
  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static String csrf(String cookie) throws Exception {
    Matcher token = CSRF.matcher(get("/models", cookie).text());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private static Answer get(String path, String cookie) throws Exception {
    return server.send(
        "GET",
        path,
        HttpRequest.BodyPublishers.noBody(),
        cookie.isEmpty() ? Map.of() : Map.of("Cookie", cookie));
  }

  private static Answer post(
      String path, String cookie, Map<String, String> fields, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    if (!cookie.isEmpty()) {
      all.put("Cookie", cookie);
    }
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return server.send("POST", path, HttpRequest.BodyPublishers.ofString(body), all);
  }
}
