package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static runflow.testing.Browser.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Browser;
import runflow.testing.CallbackReceiver;
import runflow.testing.InBrowser;
import runflow.testing.TestServer;

/** What an operator and a developer set, in a real browser. */
class SettingsPagesTest {
  private static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);

  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static TestServer server;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    server =
        HERE.server(
            TestServer.Options.standard()
                .with("providers.fal.key", "a-key-of-fal")
                .with("webhooks.retries", "50ms")
                .clock(() -> Instant.now().plus(LATER.get())));
    browser = HERE.browser();
    page = browser.page();
    browser.signIn(server.testKey(), "/settings/keys");
    assertThat(page.getByText("Another key is needed")).isVisible();
    browser.look("settings-needs-key");
    page.locator("main").getByText("Add a key").click();
    page.getByLabel("API key").fill(server.serviceKey());
    page.locator("main button").click();
    page.waitForURL("**/settings/keys");
    page.onDialog(dialog -> dialog.accept());
  }

  @Test
  void aKeyIsMadeRotatedAndRevoked() throws Exception {
    browser.open("/settings/keys");
    browser.look("settings-keys");
    page.getByText("New key").click();
    page.getByLabel("Name").fill("Web shop");
    page.getByLabel("billing:read").uncheck();
    page.getByLabel("google/veo3.1/lite").check();
    page.getByLabel("Spending cap").fill("a lot");
    page.getByLabel("Expires").selectOption("30");
    page.getByText("Create key").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("spending_cap");
    browser.forgive("422");
    assertThat(page.getByLabel("billing:read")).not().isChecked();
    browser.look("settings-key-refused");
    page.getByLabel("Spending cap").fill("25");
    page.getByText("Create key").click();
    String first = shownOnce("settings-key-shown");

    assertThat(facts()).containsText("$0.00 of $25.00 a month");
    assertThat(facts()).containsText("google/veo3.1/lite");
    assertThat(facts()).not().containsText("billing:read");
    browser.look("settings-key");
    page.getByLabel("Keep the old key valid for").selectOption("3600");
    page.getByRole(AriaRole.BUTTON, named("Rotate")).click();
    String second = shownOnce("settings-key-rotated");
    assertThat(List.of(status(first), status(second))).containsExactly(200, 200);
    page.getByText("Keys", exactly()).last().click();
    Locator old = page.locator("tr", withText(first.substring(0, 12)));
    assertThat(old.locator(".state")).hasText("ending");

    LATER.set(Duration.ofMinutes(61));
    page.reload();
    assertThat(old.locator(".state")).hasText("expired");
    assertThat(List.of(status(first), status(second))).containsExactly(401, 200);

    page.locator("tr", withText(second.substring(0, 12))).locator("a").click();
    page.getByRole(AriaRole.BUTTON, named("Revoke")).click();
    assertThat(page.locator(".page-head .state")).hasText("revoked");
    assertThat(status(second)).isEqualTo(401);
  }

  @Test
  void anOrganisationIsMadeAndGivenCredit() throws Exception {
    browser.open("/settings/organisations");
    assertThat(page.locator(".stacks td:not([data-label]):not(:first-child):has(> time)"))
        .hasCount(0);
    browser.look("settings-organisations");
    page.getByLabel("Name").fill("Acme");
    page.getByText("Create organisation").click();
    page.getByLabel("Live", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByLabel("Amount").fill("12.5");
    page.getByRole(AriaRole.BUTTON, named("Add credit")).click();
    assertThat(page.locator(".notice")).containsText("$12.50 of live money");
    browser.look("settings-organisation");
    page.getByLabel("Amount").fill("5");
    // The form that the button sends is sent already.
    page.evaluate(
        """
        async () => {
          const form = document.querySelector("form[action$=credits]");
          await fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
        }
        """);
    page.getByRole(AriaRole.BUTTON, named("Add credit")).click();
    assertThat(page.locator(".notice")).containsText("its credit was added once");
    page.getByText("Its keys").click();
    assertThat(page.getByText("Keys of Acme")).isVisible();
    assertThat(page.getByText("No key yet")).isVisible();
  }

  @Test
  void aSecretIsSeenOnceAndMadeCurrentAgain() throws Exception {
    browser.open("/settings/secrets");
    browser.look("settings-secrets-empty");
    for (String label : List.of("October", "November")) {
      page.getByLabel("Label", new Page.GetByLabelOptions().setExact(true)).fill(label);
      page.getByText("Create secret").click();
      assertThat(shownOnce("settings-secret-shown")).startsWith("whsec_");
    }
    browser.look("settings-secrets");
    Locator rows = page.locator("tbody tr");
    assertThat(rows.first().locator("input[name=label]")).hasValue("November");
    assertThat(rows.first()).containsText("current");
    page.getByText("Make current").click();
    assertThat(rows.last()).containsText("current");
    rows.last().locator("input[name=label]").fill("the old one");
    rows.last().getByText("Rename").click();
    assertThat(rows.last().locator("input[name=label]")).hasValue("the old one");
    rows.last().getByText("Delete").click();
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText("current");
  }

  @Test
  void aWebhookIsTriedToldAgainAndDisabled() throws Exception {
    try (var receiver = CallbackReceiver.answering(400, 400, 200)) {
      browser.open("/settings/webhooks");
      browser.look("settings-webhooks-empty");
      page.getByText("New webhook").click();
      page.getByLabel("URL").fill("ftp://nobody");
      page.getByText("Create webhook").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("url");
      browser.forgive("422");
      page.getByLabel("URL").fill(receiver.url());
      page.getByText("Create webhook").click();
      assertThat(shownOnce("settings-webhook-shown")).startsWith("whsec_");

      page.getByText("Send a test").click();
      String body = receiver.take(2).getFirst().text();
      assertThat(page.locator(".attempt")).hasCount(2);
      assertThat(page.locator(".attempt").last()).containsText("HTTP 400");
      assertThat(page.getByText("Send again")).isEnabled();
      browser.look("settings-webhook-delivery");
      page.getByText("Webhook", exactly()).click();
      assertThat(page.locator("#deliveries tbody tr")).hasCount(1);
      browser.look("settings-webhook");
      page.getByLabel("Which").selectOption("failed");
      page.getByRole(AriaRole.BUTTON, named("Send again")).click();
      assertThat(page.locator(".notice")).containsText("1 delivery is sent again.");
      assertThat(receiver.take().text()).isEqualTo(body);
      page.reload();
      page.locator("#deliveries tbody a").first().click();
      assertThat(page.locator("#delivery")).containsText("HTTP 200");
      page.getByText("Send again").click();
      assertThat(receiver.take().text()).isEqualTo(body);
      assertThat(page.locator("#delivery .facts")).containsText("succeeded");

      page.getByText("Webhook", exactly()).click();
      page.locator("[name=all_events]").uncheck();
      page.getByLabel("run.failed").check();
      page.getByText("Save").click();
      assertThat(page.locator("[name=all_events]")).not().isChecked();
      page.getByText("Disable", exactly()).click();
      assertThat(page.locator(".page-head .state")).hasText("disabled");
      assertThat(page.getByText("on request", exactly())).isVisible();
      assertThat(page.getByText("Send a test")).isDisabled();
      page.getByText("Enable", exactly()).click();
      page.getByText("Rotate the secret").click();
      assertThat(shownOnce("settings-webhook-rotated")).startsWith("whsec_");
      assertThat(page.locator("#rotation li")).hasCount(2);
      page.getByRole(AriaRole.BUTTON, named("Delete")).click();
      assertThat(page.getByText("No webhook yet")).isVisible();
    }
  }

  @Test
  void theOperatorSeesWhatRunsHereAndNoSecret() throws Exception {
    browser.open("/settings/providers");
    browser.look("settings-providers");
    Locator fal = page.locator(".provider", withHeading("fal"));
    assertThat(fal.locator(".page-head .state")).hasText("ready");
    assertThat(fal).containsText("********");
    Locator replicate = page.locator(".provider", withHeading("replicate"));
    assertThat(replicate).containsText("providers.replicate.token");
    assertThat(replicate.locator(".page-head .state")).hasText("not configured");
    page.getByRole(AriaRole.LINK, named("Server")).click();
    browser.look("settings-server");
    assertThat(page.locator("main")).containsText(server.baseUrl());
    assertThat(page.locator("main")).containsText(server.data().toString());
    assertThat(page.content()).doesNotContain("a-key-of-fal");
  }

  /** The text that the page shows once; it is gone after going on, and after going back. */
  private static String shownOnce(String name) throws Exception {
    String text = page.locator(".shown-once pre").textContent();
    browser.look(name);
    page.getByText("I have copied it").click();
    assertThat(page.locator(".shown-once")).hasCount(0);
    assertThat(page.content()).doesNotContain(text);
    return text;
  }

  private static Locator facts() {
    return page.locator(".facts");
  }

  private static int status(String key) throws Exception {
    return server.send("GET", "/v1/auth/me", key, null, Map.of()).status();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static Page.LocatorOptions withHeading(String text) {
    return new Page.LocatorOptions()
        .setHas(
            page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true)));
  }
}
