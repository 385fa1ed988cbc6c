package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Browser;
import runflow.testing.InBrowser;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The catalog, the playground and the reference of a model, in a real browser. */
class ModelPagesTest {
  private static final Pattern WITH_RUN = Pattern.compile(".*\\?run=.*");

  private static final Locator.WaitForOptions WHILE_IT_RENDERS =
      new Locator.WaitForOptions().setTimeout(180_000);

  private static final String NOT_SOON = "{\"sandbox\": {\"delay_ms\": 3600000}}";

  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static TestServer server;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    server = HERE.server(TestServer.Options.standard());
    browser = HERE.signedIn();
    browser.watch();
    page = browser.page();
  }

  @Test
  void theCatalogIsSearchedWhileTyping() throws Exception {
    browser.open("/models");
    Locator cards = page.locator(".model-card");
    assertThat(cards).hasCount(6);
    browser.look("models");

    page.keyboard().press("/");
    page.keyboard().type("lite");
    assertThat(cards).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*search=lite.*"));
    page.reload();
    assertThat(cards).hasCount(1);

    page.getByRole(AriaRole.SEARCHBOX).fill("");
    page.getByLabel("Image to video", exactly()).check();
    assertThat(cards).hasCount(3);
    assertThat(cards.first()).containsText("Omni");

    page.getByRole(AriaRole.SEARCHBOX).fill("harpsichord");
    assertThat(page.getByText("No model fits")).isVisible();
    browser.look("models-none");
    page.getByText("Show all models").click(Browser.slowly());
    assertThat(cards).hasCount(6);
  }

  @Test
  void aTextBecomesAVideoThatPlays() throws Exception {
    Page page = browser.open("/models/google/veo3.1");
    assertThat(page.locator("#quote")).containsText("$3.20");
    browser.look("playground");
    int before = runs();

    page.getByLabel("4s").check();
    assertThat(page.locator("#quote")).containsText("$1.60");
    page.getByLabel("Generate audio").uncheck();
    assertThat(page.locator("#quote")).containsText("4 seconds × $0.20");
    page.getByText("This request as cURL").click();
    assertThat(page.locator("#request-curl")).containsText("\"duration\" : \"4s\"");

    watchProgress();
    page.locator(".run-button").dblclick();
    page.waitForURL(WITH_RUN);
    requireVideo(4, 1280);
    assertThat(runs()).isEqualTo(before + 1);
    assertThat((List<?>) page.evaluate("() => [...new Set(window.seen)]")).hasSizeGreaterThan(1);
    browser.look("playground-done");

    page.getByText("Copy URL").click();
    page.waitForFunction(
        "async (start) => (await navigator.clipboard.readText()).startsWith(start)",
        server.baseUrl() + "/v1/files/");
    page.getByText("Use these inputs again").click();
    assertThat(page.getByLabel("4s")).isChecked();
    assertThat(page.getByLabel("Generate audio")).not().isChecked();

    page.locator(".example").click();
    assertThat(page.getByLabel("4k")).isChecked();
    assertThat(page.getByLabel("Generate audio")).isChecked();
  }

  @Test
  void aPictureIsUploadedAndMoves() throws Exception {
    Page page = browser.open("/models/google/veo3.1/fast/image-to-video");
    page.locator("[data-picture-clear]").click();
    assertThat(page.locator(".drop-preview")).isHidden();
    browser.look("playground-picture");

    page.evaluate(
        """
        () => {
          const files = new DataTransfer();
          files.items.add(new File(["no picture"], "notes.txt", {type: "text/plain"}));
          document.querySelector("[data-picture]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
        }
        """);
    assertThat(page.locator("#error-image_url")).containsText("notes.txt is text/plain");

    page.getByLabel("Choose a picture")
        .setInputFiles(new FilePayload("still.png", "image/png", Pictures.png(1280, 720)));
    assertThat(page.getByLabel("Image URL"))
        .hasValue(Pattern.compile("runflow://assets/[0-9a-f-]{36}"));
    assertThat(page.locator(".drop-preview")).isVisible();
    assertThat(page.locator("#error-image_url")).isEmpty();
    page.getByLabel("4s").check();
    page.locator(".run-button").click();
    requireVideo(4, 1280);

    page.getByText("Use these inputs again").click();
    assertThat(page.locator(".drop-preview")).hasJSProperty("naturalWidth", 1280);
  }

  @Test
  void theKeyboardAloneRunsAndCancels() throws Exception {
    Page page = browser.open("/models/google/veo3.1");
    page.locator("summary", new Page.LocatorOptions().setHasText("More settings")).press("Enter");
    page.locator("#f-metadata").focus();
    page.keyboard().type(NOT_SOON);
    page.locator("#f-prompt").focus();
    page.keyboard().press("Control+A");
    page.keyboard().type("A lighthouse in a storm");
    page.getByLabel("8s").focus();
    page.keyboard().press("ArrowLeft");
    assertThat(page.getByLabel("6s")).isChecked();
    page.getByLabel("4k").check();
    assertThat(page.locator("#quote")).containsText("$3.60");
    String before = page.locator("#balance").textContent();
    page.locator(".run-button").press("Control+Enter");
    assertThat(page.locator("#result progress[value]")).isVisible();
    assertThat(page.locator(".run-button")).isFocused();
    assertThat(page.locator("#balance")).not().hasText(before);
    browser.look("playground-running");
    Locator cancel = page.getByText("Cancel the run");
    cancel.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#result .state")).hasText("canceled");
    assertThat(page.locator("#run-panel")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.getByText("Use these inputs again")).isFocused();
    assertThat(page.locator("#result")).containsText("Nothing was made");
    assertThat(page.locator("#balance")).hasText(before);
  }

  @Test
  void errorsAreAtTheirFieldsAndNothingIsLost() throws Exception {
    Page page = browser.open("/models/google/veo3.1/fast");
    page.locator("#f-prompt").fill("");
    page.getByText("More settings").click();
    page.locator("#f-seed").fill("1.5");
    page.locator("#f-metadata").fill("order 17");
    page.locator("#f-callback_url").fill("ftp://example.com/hook");
    page.locator(".run-button").click();
    assertThat(page.locator("#error-prompt")).containsText("prompt");
    assertThat(page.locator("#error-seed")).containsText("1.5");
    assertThat(page.locator("#error-metadata")).containsText("object");
    assertThat(page.locator("#error-callback_url")).containsText("http");
    assertThat(page.locator("#f-prompt")).isFocused();
    assertThat(page.locator("#f-seed")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#f-metadata")).hasValue("order 17");
    page.locator("#f-seed").fill("2");
    assertThat(page.locator("#error-seed")).isEmpty();
    assertThat(page.locator("#error-prompt")).isVisible();
    browser.look("playground-errors");
  }

  @Test
  void aPriceThatWasAskedForBeforeARefusalTakesNoErrorBack() {
    Page page = browser.open("/models/google/veo3.1/fast");
    List<Runnable> late = new ArrayList<>();
    page.route(
        "**/price",
        route -> {
          if (late.isEmpty()) {
            late.add(route::resume);
          } else {
            route.resume();
          }
        });
    page.locator("#f-prompt").fill("");
    page.waitForCondition(() -> !late.isEmpty());
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("#error-prompt")).not().isEmpty();

    late.getFirst().run();

    page.waitForFunction("() => answered.filter(url => url.endsWith('/price')).length >= 2");
    assertThat(page.locator("#error-prompt")).not().isEmpty();
    page.unroute("**/price");
  }

  @Test
  void whatIsTypedTakesThePlaceOfAnUpload() {
    Page page = browser.open("/models/google/veo3.1/fast/image-to-video");
    List<String> sent = new ArrayList<>();
    page.route("**/v1/asset-uploads/**", route -> sent.add(route.request().method()));
    page.getByLabel("Choose a picture")
        .setInputFiles(new FilePayload("still.png", "image/png", Pictures.png(64, 64)));
    page.waitForCondition(() -> !sent.isEmpty());
    assertThat(page.locator(".run-button")).isDisabled();

    page.getByLabel("Image URL").fill("https://example.com/a.png");

    assertThat(page.locator(".run-button")).isEnabled();
    assertThat(page.locator("[data-picture] progress")).isHidden();
    assertThat(page.locator(".drop-preview")).isHidden();
    assertThat(page.getByLabel("Image URL")).hasValue("https://example.com/a.png");
    page.unroute("**/v1/asset-uploads/**");
  }

  @Test
  void theReferenceHasProgramsForThisServer() throws Exception {
    Page page = browser.open("/models/google/veo3.1/api");
    assertThat(page.locator(".sample:visible"))
        .containsText("\"" + server.baseUrl() + "/v1/models/google/veo3.1/runs\"");
    page.getByLabel("cURL", exactly()).check();
    assertThat(page.locator(".sample:visible")).containsText("curl -X POST " + server.baseUrl());
    assertThat(page.locator("#callback").locator("..")).containsText("duration_ms");
    browser.look("model-api");
  }

  @Test
  void everythingWorksWithoutScripts() throws Exception {
    try (var plain = Browser.withoutScripts(server, server.testKey())) {
      Page page = plain.open("/models?search=lite&category=text-to-video");
      page.locator(".model-card a").click();
      page.locator("#f-prompt").fill("");
      page.getByLabel("4s").check();
      page.locator(".run-button").click();
      assertThat(page.locator("#error-prompt")).isVisible();
      plain.forgive("422");
      assertThat(page.getByLabel("4s")).isChecked();
      page.locator("#f-prompt").fill("Fog over a lake");
      page.getByText("More settings").click();
      page.locator("#f-metadata").fill(NOT_SOON);
      page.locator(".run-button").click();
      page.waitForURL(WITH_RUN);
      assertThat(page.getByText("Cancel the run")).isVisible();
      String run = page.url().replaceFirst(".*run=", "");
      assertThat(server.post("/v1/runs/" + run + "/cancellation", null).status()).isEqualTo(201);
      page.reload();
      assertThat(page.locator("#result")).containsText("Nothing was made");
    }
  }

  private static void watchProgress() {
    page.evaluate(
        """
        () => {
          window.seen = [];
          new MutationObserver(() => {
            const bar = document.querySelector("#result progress[value]");
            if (bar) window.seen.push(bar.value);
          }).observe(document.getElementById("result"), {subtree: true, childList: true, attributes: true});
        }
        """);
  }

  private static void requireVideo(double seconds, int width) {
    Locator video = page.locator("#result video");
    video.waitFor(WHILE_IT_RENDERS);
    page.waitForFunction("() => document.querySelector('#result video').readyState >= 2");
    assertThat(((Number) video.evaluate("video => video.duration")).doubleValue())
        .isBetween(seconds - 0.1, seconds + 0.1);
    assertThat(((Number) video.evaluate("video => video.videoWidth")).intValue()).isEqualTo(width);
    video.evaluate("video => { video.muted = true; return video.play(); }");
    page.waitForFunction("() => document.querySelector('#result video').currentTime > 0.2");
    video.evaluate("video => video.pause()");
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static int runs() throws Exception {
    JsonNode list = server.get("/v1/runs?limit=500").json();
    return list.path("items").size();
  }
}
