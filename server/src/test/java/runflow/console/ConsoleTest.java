package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Browser;
import runflow.testing.InBrowser;
import runflow.testing.TestServer;

/** What all pages of the console share, in a real browser. */
class ConsoleTest {
  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static TestServer server;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    server = HERE.server(TestServer.Options.standard());
    browser = HERE.browser();
    page = browser.page();
  }

  @Test
  void somebodySignsInAndOutWithTheKeyboardAlone() throws Exception {
    browser.open("/models");
    browser.look("sign-in");
    assertThat(page.getByLabel("API key")).isFocused();

    page.keyboard().type("rf_test_wrong");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not know that key");
    browser.forgive("401");
    browser.look("sign-in-refused");

    page.getByLabel("API key").focus();
    page.keyboard().type(server.testKey());
    page.keyboard().press("Enter");
    page.waitForURL("**/models");
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to content")).isFocused();

    browser.open("/docs/runs");
    assertThat(page.locator(".sections")).not().containsText("Sign in");
    browser.look("docs-signed-in");

    page.locator("details.menu > summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("Sign out")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByText("Sign out")).isHidden();
    page.keyboard().press("Enter");
    page.getByText("Sign out").focus();
    page.getByLabel("auto colours").focus();
    assertThat(page.getByText("Sign out")).isHidden();
    page.locator("details.menu > summary").press("Enter");
    page.getByText("Sign out").press("Enter");
    page.waitForURL("**/sign-in");
  }

  @Test
  void theChosenColoursStay() {
    browser.open("/sign-in");
    page.getByLabel("dark colours").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.getByLabel("auto colours").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "auto");
  }

  @Test
  void whatIsNotThereIsSaidOnAPage() throws Exception {
    browser.open("/nowhere");
    assertThat(page.getByRole(AriaRole.HEADING)).hasText("Nothing here");
    browser.forgive("404");
    browser.look("nothing-here");
  }
}
