package runflow.docs;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Browser;
import runflow.testing.InBrowser;
import runflow.testing.TestServer;

/** The documents in a real browser. */
class DocsInBrowserTest {
  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    HERE.server(TestServer.Options.standard());
    browser = HERE.browser();
    page = browser.page();
  }

  @Test
  void everyKindOfPageIsFitToBeSeen() throws Exception {
    browser.open("/docs");
    browser.look("docs");
    browser.open("/docs/callbacks");
    browser.look("docs-guide");
    browser.open("/docs/models/google/veo3.1");
    browser.look("docs-model");
    browser.open("/docs/api/webhooks");
    browser.look("docs-reference");
    browser.open("/docs/search?q=retry");
    browser.look("docs-search");
  }

  @Test
  void somebodySearchesWithTheKeyboardAlone() throws Exception {
    browser.open("/docs");
    page.keyboard().press("/");
    Locator box = page.getByRole(AriaRole.COMBOBOX);
    assertThat(box).isFocused();
    page.keyboard().type("read tok");
    Locator options = page.getByRole(AriaRole.OPTION);
    assertThat(options.first()).containsText("Read tokens");
    browser.look("docs-searching");
    page.keyboard().press("ArrowDown");
    assertThat(options.first()).hasAttribute("aria-selected", "true");
    page.keyboard().press("Enter");
    page.waitForURL("**/docs/events#read-tokens");

    page.keyboard().press("/");
    page.keyboard().type("signature");
    assertThat(options.first()).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator(".docs-search :focus")).hasCount(0);
    assertThat(options).hasCount(0);
    page.keyboard().press("Shift+Tab");
    assertThat(options.first()).isVisible();
    page.keyboard().press("Escape");
    assertThat(options).hasCount(0);
    page.keyboard().press("Enter");
    page.waitForURL("**/docs/search?q=signature");
    assertThat(page.locator(".docs-found li").first()).isVisible();
  }

  @Test
  void aLanguageThatIsChosenOnceIsChosenEverywhere() {
    browser.open("/docs/callbacks");
    page.locator(".tabs label", new Page.LocatorOptions().setHasText("PHP")).first().click();
    assertThat(page.getByText("function is_ours(")).isVisible();
    assertThat(page.getByText("function is_fresh_and_ours(")).isVisible();
    assertThat(page.getByText("def is_ours(")).isHidden();
    page.evaluate(
        """
        () => new MutationObserver((changes) => { window.copied = changes.length; })
          .observe(document.body, {subtree: true, attributeFilter: ["data-done"]})
        """);
    page.locator(".tabs .copy:visible").first().click();
    // The sign of it is gone after a moment.
    page.waitForFunction("() => window.copied");
  }
}
