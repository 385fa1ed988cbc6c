package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static runflow.testing.Browser.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Answer;
import runflow.testing.Browser;
import runflow.testing.CallbackReceiver;
import runflow.testing.InBrowser;
import runflow.testing.TestServer;

/** The list of runs and the page of one, in a real browser. */
class RunPagesTest {
  private static final String MODEL = "google/veo3.1";
  private static final Path PICTURES = Path.of("../docs/images/sandbox");

  @RegisterExtension static final InBrowser HERE = new InBrowser();

  /** A prompt as long as they get, with a word that does not fit into a line. */
  private static final String LONG =
      ("Rain in Tokyo" + "o".repeat(187) + " " + "falls on umbrellas ".repeat(100)).strip();

  private static TestServer server;
  private static Browser browser;
  private static Page page;
  private static String succeeded = "";
  private static String failed = "";
  private static String canceled = "";
  private static String running = "";
  private static String queued = "";

  @BeforeAll
  static void start() throws Exception {
    server = HERE.server(TestServer.Options.standard().with("lanes.sandbox", "1"));
    server.keepClip(
        "1280x720-4s-sound",
        Files.readAllBytes(PICTURES.resolve("seed-cathedral.mp4")),
        Files.readAllBytes(Path.of("src/main/resources/examples/cathedral.jpg")));
    succeeded =
        ended(
            "Golden light in a cathedral\\nDust rises between the columns.",
            "cathedral",
            "\"instant\": true");
    failed = ended("A storm over the harbour", "storm", "\"fail\": \"CONTENT_BLOCKED\"");
    running = begun("A train through the night", "\"delay_ms\": 600000");
    queued =
        server.begin(
            server.testKey(),
            MODEL,
            body(LONG, "\"" + "order-".repeat(20) + "\"", "\"delay_ms\": 600000"));
    canceled = begun("Fog in the valley", "\"delay_ms\": 600000");
    cancel(canceled);
    browser = HERE.signedIn();
    page = browser.page();
  }

  @Test
  void runsAreFilteredInTheAddress() throws Exception {
    browser.open("/runs?model=" + MODEL);
    assertThat(row(succeeded)).containsText("Golden light in a cathedral");
    assertThat(row(succeeded)).not().containsText("Dust rises");
    assertThat(row(succeeded)).containsText("$1.60");
    assertThat(row(succeeded).locator("img")).hasJSProperty("naturalWidth", 1280);
    assertThat(row(failed)).containsText("CONTENT_BLOCKED");
    assertThat(row(running).locator("progress")).isVisible();
    assertThat(row(queued)).containsText("Place 1 in the queue");
    browser.look("runs");

    page.getByRole(AriaRole.RADIO, named("Cancelled")).check();
    page.waitForURL("**/runs?state=canceled&model=google%2Fveo3.1");
    assertThat(row(canceled)).isVisible();
    assertThat(row(failed)).isHidden();
    page.goBack();
    assertThat(row(failed)).isVisible();

    page.getByRole(AriaRole.SEARCHBOX).fill("storm");
    page.waitForURL("**/runs?q=storm&model=google%2Fveo3.1");
    assertThat(rows()).hasCount(1);
    page.reload();
    assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("storm");
    assertThat(row(failed)).isVisible();

    page.getByRole(AriaRole.SEARCHBOX).fill("nobody");
    assertThat(page.getByRole(AriaRole.HEADING, named("Nothing matches"))).isVisible();
    browser.look("runs-nothing");
    page.getByRole(AriaRole.SEARCHBOX).fill("cost>cheap");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("an amount in dollars");
    browser.forgive("422");
  }

  @Test
  void aBatchShowsItsProgressAndItsRunsInPages() throws Exception {
    String items =
        IntStream.rangeClosed(1, 27)
            .mapToObj("{\"input\": {\"prompt\": \"Scene %d\"}}"::formatted)
            .collect(Collectors.joining(","));
    Answer made =
        server.post(
            "/v1/models/google/veo3.1/lite/batches",
            "{\"items\": [%s], \"metadata\": {\"sandbox\": {\"fail\": \"PROVIDER_TIMEOUT\"}}}"
                .formatted(items));
    browser.open("/runs?batch=" + made.json().path("id").stringValue());

    assertThat(page.locator("#batch")).containsText("27 of 27 have ended");
    assertThat(rows()).hasCount(25);
    browser.look("runs-batch");
    page.getByRole(AriaRole.LINK, named("Older")).click();
    assertThat(rows()).hasCount(2);
    page.getByRole(AriaRole.LINK, named("Newer")).click();
    assertThat(rows()).hasCount(25);
    page.goBack();
    assertThat(rows()).hasCount(2);
  }

  @Test
  void theWayOfARunIsTold() throws Exception {
    browser.open("/runs");
    page.getByRole(AriaRole.SEARCHBOX).fill("cathedral");
    page.waitForURL("**/runs?q=cathedral");
    row(succeeded).click(Browser.slowly());
    page.waitForURL("**/runs/" + succeeded);

    assertThat(page.locator("h1")).hasText("Golden light in a cathedral");
    assertThat(page.locator(".prompt")).containsText("Dust rises between the columns.");
    assertThat(page.locator("video")).hasJSProperty("videoWidth", 1280);
    assertThat(page.locator(".timeline b"))
        .hasText(
            new String[] {
              "Accepted",
              "Reserved",
              "In the queue",
              "Handed over",
              "Stored",
              "Succeeded",
              "Settled"
            });
    assertThat(page.locator("#logs")).containsText("safety_tolerance had no effect");
    page.getByRole(AriaRole.LINK, named("Warnings")).click();
    assertThat(page.locator("#logs")).containsText("No line of this level.");
    browser.open("/runs/" + succeeded);
    page.waitForFunction("() => document.querySelector('video').readyState >= 2");
    browser.look("run-succeeded");

    browser.open("/runs/" + failed);
    assertThat(page.getByRole(AriaRole.HEADING, named("The provider refused the content")))
        .isVisible();
    assertThat(page.locator("#failure")).containsText("Word the prompt differently");
    browser.look("run-failed");

    browser.open("/runs/" + queued);
    assertThat(page.locator(".run-line")).hasText("Place 1 in the queue");
    browser.look("run-queued");
  }

  @Test
  void aCallbackIsSeenWithItsAttemptsAndSentAgain() throws Exception {
    try (var receiver = CallbackReceiver.answering(500, 200)) {
      String run =
          server.begin(
              server.testKey(),
              MODEL,
              """
              {"input": {"prompt": "A heron", "duration": "4s"}, "callback_url": "%s",
               "metadata": {"sandbox": {"instant": true}}}
              """
                  .formatted(receiver.url()));
      server.end(run);
      browser.open("/runs/" + run);
      Locator deliveries = page.locator(".delivery");
      assertThat(deliveries.first().locator(".outcome"))
          .hasText(new String[] {"HTTP 500", "HTTP 200"});
      assertThat(page.locator(".timeline")).containsText("Callback taken");
      deliveries.first().locator("summary").first().click();
      assertThat(deliveries.first()).containsText("\"event\" : \"run.completed\"");
      browser.look("run-callbacks");

      page.getByRole(AriaRole.BUTTON, named("Redeliver")).click();
      page.waitForURL("**#callbacks");
      assertThat(deliveries).hasCount(2);
      assertThat(deliveries.first().locator(".outcome")).hasText(new String[] {"HTTP 200"});
      assertThat(deliveries.first()).containsText("Sent again by request");
    }
  }

  @Test
  void aRunOfAnotherOrganisationIsNotThere() throws Exception {
    String foreign =
        server.begin(server.strangerKey(), MODEL, "{\"input\": {\"prompt\": \"Secret\"}}");
    for (String id : new String[] {foreign, "01a20000-0000-7000-8000-000000000000", "x"}) {
      browser.open("/runs/" + id);
      assertThat(page.getByRole(AriaRole.HEADING)).hasText("Nothing here");
      browser.forgive("404");
    }
  }

  @Test
  void everythingIsReadWithoutScripts() throws Exception {
    try (var plain = Browser.withoutScripts(server, server.testKey())) {
      Page read = plain.open("/runs");
      read.getByRole(AriaRole.RADIO, named("Failed")).check();
      read.getByLabel("Model").selectOption(MODEL);
      read.getByRole(AriaRole.BUTTON, named("Filter")).click();
      read.waitForURL(Pattern.compile(".*[?&]state=failed.*"));
      assertThat(read.locator("#run-" + failed)).isVisible();
      assertThat(read.locator("#run-" + succeeded)).isHidden();

      plain.open("/runs/" + succeeded);
      assertThat(read.locator(".timeline")).containsText("Settled");
      assertThat(read.locator("video")).isVisible();
    }
  }

  private static Locator rows() {
    return page.locator("tr.link");
  }

  private static Locator row(String run) {
    return page.locator("#run-" + run);
  }

  private static String body(String prompt, String ref, String sandbox) {
    return """
    {"input": {"prompt": "%s", "duration": "4s"}, "client_ref": %s,
     "metadata": {"sandbox": {%s}}}
    """
        .formatted(prompt, ref, sandbox);
  }

  private static String begun(String prompt, String sandbox) throws Exception {
    return server.begin(server.testKey(), MODEL, body(prompt, "null", sandbox));
  }

  private static String ended(String prompt, String ref, String sandbox) throws Exception {
    return server
        .createAndFinish(MODEL, body(prompt, "\"" + ref + "\"", sandbox))
        .path("id")
        .stringValue();
  }

  private static void cancel(String run) throws Exception {
    server.post("/v1/runs/" + run + "/cancellation", null);
  }
}
