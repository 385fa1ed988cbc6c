package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static runflow.testing.Browser.named;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Answer;
import runflow.testing.Browser;
import runflow.testing.InBrowser;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import runflow.testing.Visitor;

/** Pages that go with what they show until it has ended, and no longer, in a real browser. */
class FollowedPagesTest {
  private static final String MODEL = "google/veo3.1";
  private static final String SLOW = "{\"sandbox\": {\"delay_ms\": 600000}}";
  private static final ScriptedProvider VERTEX = ScriptedProvider.named("vertex");
  private static final AtomicReference<InstantSource> CLOCK =
      new AtomicReference<>(InstantSource.system());

  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static TestServer server;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    server =
        HERE.server(
            TestServer.Options.standard()
                .with("lanes.sandbox", "1")
                .live("vertex", VERTEX)
                .clock(() -> CLOCK.get().instant()));
    browser = HERE.signedIn();
    browser.watch();
    page = browser.page();
  }

  @Test
  void aBatchIsFollowedAlsoWhereNoneOfItsOpenRunsIsShown() throws Exception {
    Answer made =
        server.post(
            "/v1/models/google/veo3.1/lite/batches",
            """
            {"items": [{"input": {"prompt": "Dunes"}}],
             "metadata": {"sandbox": {"delay_ms": 600000}}}
            """);
    String batch = made.json().path("id").stringValue();
    browser.open("/runs?state=failed&batch=" + batch);
    assertThat(page.locator("#batch")).containsText("0 of 1 have ended");

    server.post("/v1/batches/" + batch + "/cancellation", null);

    assertThat(page.locator("#batch")).containsText("1 of 1 have ended");
    assertThat(page.locator("#poll[hx-get]")).hasCount(0);
  }

  @Test
  void openRowsFollowTheirRunsUntilNoneIsOpen() throws Exception {
    String run = begun("A lighthouse");
    browser.open("/runs?q=" + run);
    Locator title = page.getByRole(AriaRole.LINK, named("A lighthouse"));
    title.focus();
    cancel(run);

    assertThat(row(run)).containsText("canceled");
    assertThat(page.locator("#poll[hx-get]")).hasCount(0);
    assertThat(title).isFocused();
  }

  @Test
  void anOpenRunIsFollowedAndCancelled() throws Exception {
    String run = begun("A harbour at night");
    browser.open("/runs/" + run);
    assertThat(page.locator("#facts")).containsText("Reserved");
    browser.look("run-open");
    page.locator("#input-json summary").click();

    page.getByRole(AriaRole.BUTTON, named("Cancel the run")).click();

    assertThat(page.locator(".timeline")).containsText("Released");
    assertThat(page.locator("#facts .state")).hasText("canceled");
    assertThat(page.locator("#poll[hx-get]")).hasCount(0);
    assertThat(page.locator("#input-json")).hasAttribute("open", "");
  }

  /** The stream tells of the end before the answer to the button does. */
  @Test
  void theFocusStaysWhereItsPartIsReplaced() throws Exception {
    String run = begun("A pier at dusk");
    List<Runnable> late = new CopyOnWriteArrayList<>();
    page.route("**/cancellation", route -> late.add(answerLater(route)));
    browser.open("/runs/" + run);
    page.getByRole(AriaRole.BUTTON, named("Cancel the run")).press("Enter");
    assertThat(page.locator(".run-panel .state")).hasText("canceled");
    assertThat(page.locator("#run-panel")).isFocused();
    late.getFirst().run();
    page.keyboard().press("Tab");
    assertThat(page.getByText("Use these inputs again")).isFocused();
    page.unroute("**/cancellation");
  }

  @Test
  void anAnswerThatWasReadBeforeTheListIsDropped() throws Exception {
    String run = begun("A lighthouse at noon");
    List<Runnable> late = new CopyOnWriteArrayList<>();
    page.route("**/runs/live?*", route -> late.add(answerLater(route)));
    browser.open("/runs?q=" + run);
    page.waitForCondition(() -> !late.isEmpty());
    cancel(run);
    page.getByRole(AriaRole.BUTTON, named("Refresh")).click();
    assertThat(row(run)).containsText("canceled");

    late.getFirst().run();

    page.waitForFunction("() => answered.some(url => url.includes('/runs/live'))");
    assertThat(row(run)).containsText("canceled");
    page.unroute("**/runs/live?*");
  }

  /** The page's own turn, every two seconds, never comes here. */
  @Test
  void whatMovesWhileThePageIsAskedIsAskedForAtOnce() throws Exception {
    String run = begun("A bridge in the fog");
    Page tab = page.context().newPage();
    tab.addInitScript(
        """
        const later = window.setTimeout;
        window.setTimeout = (act, ms, ...more) => ms === 2000 ? 0 : later(act, ms, ...more);
        """);
    List<Runnable> late = new CopyOnWriteArrayList<>();
    tab.route(
        "**/runs/" + run + "/record*",
        route -> {
          if (late.isEmpty()) {
            late.add(answerLater(route));
          } else {
            route.resume();
          }
        });
    tab.navigate("/runs/" + run);
    assertThat(tab.locator(".run-panel .state")).not().hasText("canceled");
    tab.evaluate("() => document.getElementById('poll').dispatchEvent(new Event('run-moved'))");
    tab.waitForCondition(() -> !late.isEmpty());
    cancel(run);
    assertThat(tab.locator(".run-panel .state")).hasText("canceled");
    assertThat(tab.locator("#facts .state")).not().hasText("canceled");

    late.getFirst().run();

    assertThat(tab.locator("#facts .state")).hasText("canceled");
    tab.close();
  }

  @Test
  void aRunThatAnotherFollowsInThePlaygroundIsNotFollowed() throws Exception {
    String busy = begun("Something else");
    browser.open("/models/" + MODEL);
    page.getByText("More settings").click();
    page.getByLabel("Metadata").fill(SLOW);
    page.locator(".run-button").click();
    page.waitForFunction("() => streams.length === 1");
    String first = page.locator(".run-panel").getAttribute("data-run");

    page.locator(".run-button").click();

    page.waitForFunction("() => streams.length === 2 && streams[0].readyState === 2");
    String second = page.locator(".run-panel").getAttribute("data-run");
    assertThat(second).isNotEqualTo(first);
    assertThat(page.evaluate("() => streams[1].readyState")).isNotEqualTo(2);
    for (String run : List.of(busy, first, second)) {
      cancel(run);
    }
  }

  @Test
  void aPageThatNobodySeesHoldsNoStreamUntilItIsSeen() throws Exception {
    String run = begun("Fog over a harbour");
    browser.open("/runs/" + run + "#unseen");
    page.waitForLoadState(LoadState.LOAD);
    assertThat(page.evaluate("() => streams.length")).isEqualTo(0);

    browser.show(true);
    page.waitForFunction("() => streams.length === 1 && streams[0].readyState === 1");
    browser.show(false);
    assertThat(page.evaluate("() => streams[0].readyState")).isEqualTo(2);

    cancel(run);
    assertThat(page.locator("#facts .state")).hasText("canceled");
    assertThat(page.locator(".run-panel .state")).not().hasText("canceled");
    browser.show(true);
    assertThat(page.locator(".run-panel .state")).hasText("canceled");
    assertThat(page.evaluate("() => streams.length")).isEqualTo(1);
  }

  @Test
  void aLiveRunIsFollowedForTenSecondsAfterItsEnd() throws Exception {
    server.addLiveCredit("10.00");
    VERTEX.onSubmit(ScriptedProvider.accepted("job-1"));
    VERTEX.onPoll(ScriptedProvider.video("a clip"));
    String run = server.begin(server.liveKey(), MODEL, "{\"input\": {\"prompt\": \"Dunes\"}}");
    Instant end = Instant.parse(server.end(run).path("completed_at").stringValue());
    CLOCK.set(() -> end.plus(Duration.ofSeconds(9)));
    switchMode("live");
    try {
      browser.open("/runs/" + run);
      assertThat(page.locator("#facts .state")).hasText("succeeded");
      assertThat(page.locator("#poll[hx-get]")).hasCount(1);

      CLOCK.set(() -> end.plus(Duration.ofSeconds(10)));

      assertThat(page.locator("#poll[hx-get]")).hasCount(0);
    } finally {
      CLOCK.set(InstantSource.system());
      switchMode("test");
    }
  }

  @Test
  void severalVideosOfARunAreSavedUnderSeveralNames() throws Exception {
    VERTEX.onSubmit(ScriptedProvider.accepted("job-2"));
    VERTEX.onPoll(ScriptedProvider.videos("a clip", "another"));
    server.addLiveCredit("10.00");
    String run = server.begin(server.liveKey(), MODEL, "{\"input\": {\"prompt\": \"Twins\"}}");
    server.end(run);
    Answer panel = Visitor.stranger(server).signIn(server.liveKey()).get("/runs/" + run + "/panel");
    assertThat(panel.text())
        .contains("download=\"" + run + "-1.mp4\"", "download=\"" + run + "-2.mp4\"");
  }

  /** Asks the server now, and answers the page when it is told to. */
  private static Runnable answerLater(Route route) {
    APIResponse answer = route.fetch();
    return () -> route.fulfill(new Route.FulfillOptions().setResponse(answer));
  }

  private static void switchMode(String mode) {
    page.locator("details.menu > summary").click();
    page.getByText("Switch to " + mode).click();
    assertThat(page.locator(".who .mode")).hasText(mode);
  }

  private static Locator row(String run) {
    return page.locator("#run-" + run);
  }

  private static String begun(String prompt) throws Exception {
    return server.begin(
        server.testKey(),
        MODEL,
        "{\"input\": {\"prompt\": \"%s\"}, \"metadata\": %s}".formatted(prompt, SLOW));
  }

  private static void cancel(String run) throws Exception {
    server.post("/v1/runs/" + run + "/cancellation", null);
  }
}
