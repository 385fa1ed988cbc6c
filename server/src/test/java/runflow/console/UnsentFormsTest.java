package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Browser;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import runflow.testing.Visitor;

/** A form whose session has ended is not taken, and nothing that was typed is lost. */
class UnsentFormsTest {
  private static final Pattern FORM = Pattern.compile("(?s)<form class=\"card[^>]*>.*?</form>");
  private static final String HOOK = "https://example.com/<hook>";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void somebodySignsInAgainAndSendsWhatWasTyped() throws Exception {
    try (var browser = Browser.of(server)) {
      Page page = browser.page();
      browser.open("/sign-in?next=/settings/webhooks/new");
      signIn(page);
      page.waitForURL("**/settings/webhooks/new");
      page.getByLabel("URL").fill("https://example.com/kept");
      page.getByLabel("Label").fill("the kept one");
      page.locator("[name=all_events]").uncheck();
      page.getByLabel("run.failed").check();
      page.context().clearCookies();
      page.getByText("Create webhook").click();

      assertThat(page.getByText("Your session has ended")).isVisible();
      browser.forgive("401");
      page.getByText("What you sent", new Page.GetByTextOptions().setExact(true)).click();
      browser.look("session-ended");
      assertThat(webhooks()).doesNotContain("/kept");
      signIn(page);
      assertThat(page.getByText("Not sent yet")).isVisible();
      browser.look("send-again");
      assertThat(webhooks()).doesNotContain("/kept");
      page.getByText("Send it now").click();
      assertThat(page.locator(".shown-once")).isVisible();
      assertThat(webhooks()).contains("/kept", "the kept one", "[\"run.failed\"]");
    }
  }

  @Test
  void aWrongKeyLosesNothingEither() throws Exception {
    Visitor stranger = Visitor.stranger(server);
    Answer ended =
        stranger.submit(
            "/settings/webhooks", Map.of(), "csrf", "old", "url", HOOK, "label", "a \"b\"");
    assertThat(ended.status()).isEqualTo(401);
    assertThat(ended.header("Set-Cookie")).isEmpty();
    assertThat(form(ended))
        .contains("name=\"unsent\" value=\"/settings/webhooks\"", "name=\"unsent.url\"")
        .contains("value=\"https://example.com/&lt;hook>\"", "value=\"a &#34;b&#34;\"")
        .doesNotContain("csrf");

    Answer refused = carried(stranger, "rf_test_nobody", "/settings/webhooks");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(form(refused)).contains("role=\"alert\"", "name=\"unsent.url\"");
    assertThat(webhooks()).doesNotContain("hook>");
  }

  @Test
  void theSignInDoesNothingByItselfAndLeadsToNoOtherHost() throws Exception {
    Visitor stranger = Visitor.stranger(server);
    Answer in = carried(stranger, server.testKey(), "/settings/webhooks");
    assertThat(in.status()).isEqualTo(200);
    assertThat(form(in))
        .contains("action=\"/settings/webhooks\"", "value=\"" + stranger.in(in).csrf() + "\"");
    assertThat(webhooks()).doesNotContain("hook>");

    for (String elsewhere : new String[] {"//evil.example/", "https://evil.example", "/\\evil"}) {
      Answer led = carried(stranger, server.testKey(), elsewhere);
      assertThat(led.text()).doesNotContain("evil");
      assertThat(led.header("Refresh")).hasValue("0; url=/");
    }
  }

  @Test
  void aFormOfAnotherSessionIsShownAndNotTaken() throws Exception {
    Visitor visitor = Visitor.stranger(server).signIn(server.testKey());
    Answer foreign =
        visitor.submit("/settings/webhooks", Map.of(), "csrf", "0".repeat(32), "url", HOOK);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(form(foreign))
        .contains("name=\"csrf\" value=\"" + visitor.csrf() + "\"", "name=\"url\"");
    assertThat(webhooks()).doesNotContain("hook>");

    Answer cross =
        visitor.submit("/settings/webhooks", Map.of("Origin", "http://evil.example"), "url", HOOK);
    assertThat(cross.status()).isEqualTo(403);
    assertThat(cross.text()).doesNotContain("hook>", visitor.csrf());
  }

  @Test
  void aFormForWhichAKeyIsMissingIsKeptUntilItIsThere() throws Exception {
    Visitor visitor = Visitor.stranger(server).signIn(server.testKey());
    Answer lacking = visitor.post("/settings/organisations", "name", "Kept Pictures");
    assertThat(lacking.status()).isEqualTo(403);
    assertThat(form(lacking))
        .contains("a service key", "name=\"unsent.name\"", "value=\"Kept Pictures\"");

    Answer in =
        visitor.submit(
            "/sign-in",
            Map.of(),
            "key",
            server.serviceKey(),
            "unsent",
            "/settings/organisations",
            "unsent.name",
            "Kept Pictures");
    assertThat(form(in)).contains("action=\"/settings/organisations\"", "Kept Pictures");
    Visitor both = visitor.in(in);
    both.post("/settings/organisations", "name", "Kept Pictures");
    assertThat(both.get("/settings/organisations").text()).contains("Kept Pictures");
    assertThat(both.get("/settings/webhooks").text())
        .as("still the test key's")
        .contains("webhook");
  }

  /** A form may be sent from the answer to an earlier one, whose address is no page. */
  @Test
  void whatIsDiscardedLeadsToAPage() throws Exception {
    Visitor visitor = Visitor.stranger(server).signIn(server.testKey());
    Map<String, String> pages =
        Map.of(
            "/settings/secrets/a/label", "/settings/secrets",
            "/settings/webhooks/a/redeliveries", "/settings/webhooks/a",
            "/settings/organisations/a/credits", "/settings/organisations/a",
            "/usage/threshold?period=7", "/usage",
            "/models/google/veo3.1/price", "/models/google/veo3.1",
            "/uploads/a/confirmation", "/",
            "/sign-out", "/");
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Map<String, String> from = Map.of("Referer", server.baseUrl() + page.getKey());
      Answer kept = visitor.submit("/settings/webhooks", from, "csrf", "old", "url", HOOK);
      assertThat(form(kept)).contains("href=\"" + page.getKey() + "\">Discard it");
      Answer away = visitor.get(page.getKey());
      assertThat(away.status()).as(page.getKey()).isEqualTo(303);
      assertThat(away.header("Location")).hasValue(page.getValue());
    }
    assertThat(visitor.get("/models").text()).contains("Sign out");
  }

  @Test
  void whatIsTooLongToBeCarriedIsNotSentBack() throws Exception {
    Answer away =
        Visitor.stranger(server)
            .submit("/settings/webhooks", Map.of(), "csrf", "old", "url", "x".repeat(140_000));
    assertThat(away.status()).isEqualTo(303);
  }

  @Test
  void aPictureThatIsChosenAfterTheEndOfASessionSaysSo() throws Exception {
    try (var browser = Browser.of(server)) {
      Page page = browser.page();
      browser.open("/sign-in?next=/models/google/veo3.1/image-to-video");
      signIn(page);
      page.waitForURL("**/models/google/veo3.1/image-to-video");
      page.context().clearCookies();
      page.locator("[data-picture] input[type=file]")
          .setInputFiles(new FilePayload("still.png", "image/png", Pictures.png(64, 64)));
      assertThat(page.locator(".field-error").filter(hasText("your session has ended")))
          .isVisible();
      browser.forgive("401");
    }
  }

  @Test
  void aButtonAloneLeadsToTheSignInAndBack() throws Exception {
    Answer away =
        Visitor.stranger(server)
            .submit(
                "/settings/keys/a/revocation",
                Map.of("Referer", server.baseUrl() + "/settings/keys/a"),
                "csrf",
                "old");
    assertThat(away.status()).isEqualTo(303);
    assertThat(away.header("Location")).hasValue("/sign-in?next=%2Fsettings%2Fkeys%2Fa");
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void signIn(Page page) {
    page.getByLabel("API key").fill(server.testKey());
    page.locator("main button").click();
  }

  private static Answer carried(Visitor visitor, String key, String target) throws Exception {
    return visitor.submit("/sign-in", Map.of(), "key", key, "unsent", target, "unsent.url", HOOK);
  }

  private static String webhooks() throws Exception {
    return server.get("/v1/webhooks").text();
  }

  /** The one form of the page itself. */
  private static String form(Answer page) {
    var forms = FORM.matcher(page.text());
    assertThat(forms.find()).as(page.text()).isTrue();
    return forms.group();
  }
}
