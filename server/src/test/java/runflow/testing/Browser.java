package runflow.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import runflow.fake.NodeScripts;

/**
 * A real browser at the pages of a server. Notes what no page may do: write an error to the console
 * or ask another host for something. For one thread.
 *
 * <pre>{@code
 * try (var browser = Browser.signedIn(server)) {
 *   browser.open("/models");
 *   browser.look("models");
 * }
 * }</pre>
 */
public final class Browser implements AutoCloseable {
  private static final Path LOOKS = Path.of("target", "looks");
  private static final int MOST_BYTES = 150_000;
  private static final int LONGEST_MILLIS = 60_000;

  /** Width and height in pixels. */
  private enum Screen {
    DESKTOP(1280, 860),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String axe;
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>(List.of("data:", "blob:"));

  private Browser(TestServer server, boolean scripts) throws Exception {
    allowed.add(server.baseUrl() + "/");
    NodeScripts installed = NodeScripts.install(Path.of("src/test/node"), Path.of("target/node"));
    axe = Files.readString(installed.folder().resolve("node_modules/axe-core/axe.min.js"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--autoplay-policy=no-user-gesture-required")));
    context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(server.baseUrl())
                .setJavaScriptEnabled(scripts)
                .setViewportSize(Screen.DESKTOP.width, Screen.DESKTOP.height)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.setDefaultTimeout(LONGEST_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            faults.add("console: " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onRequest(
        request -> {
          String url = request.url();
          if (allowed.stream().noneMatch(url::startsWith)) {
            faults.add("foreign request: " + url);
          }
        });
  }

  /** A browser that nobody has signed in with. */
  public static Browser of(TestServer server) throws Exception {
    return new Browser(server, true);
  }

  /** A browser that signed in with the link that the server made when it started. */
  public static Browser signedIn(TestServer server) throws Exception {
    var browser = new Browser(server, true);
    browser.page.navigate(server.signInLink());
    browser.page.waitForURL("**/models");
    return browser;
  }

  /** A browser that runs no scripts, signed in with a key through the form. */
  public static Browser withoutScripts(TestServer server, String key) throws Exception {
    var browser = new Browser(server, false);
    browser.signIn(key, "/models");
    return browser;
  }

  /** Signs in with a key through the form, on the way to a page. */
  public void signIn(String key, String to) {
    open("/sign-in?next=" + to);
    page.getByLabel("API key").fill(key);
    page.locator("main button").click();
    page.waitForURL("**" + to);
  }

  /** The page, for whatever a user does. */
  public Page page() {
    return page;
  }

  /** Goes to a page of the server and waits for its content. */
  public Page open(String path) {
    page.navigate(path);
    page.waitForLoadState(LoadState.DOMCONTENTLOADED);
    return page;
  }

  /**
   * Looks at the present page: pictures of it at desktop and phone width in light and dark go to
   * {@code target/looks}; it must be accessible (axe-core), fit the width of a phone, weigh no more
   * than it may, and not have done what no page may.
   */
  public void look(String name) throws IOException {
    Files.createDirectories(LOOKS);
    page.waitForLoadState(LoadState.LOAD);
    List<String> wrong = new ArrayList<>(weigh(name));
    for (Screen screen : Screen.values()) {
      page.setViewportSize(screen.width, screen.height);
      if (!(boolean)
          page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")) {
        wrong.add("the page is wider than the " + screen.label());
      }
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String variant = screen.label() + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(LOOKS.resolve(name + "-" + variant + ".png"))
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
        // Both widths and both schemes, without judging every pair.
        if ((screen == Screen.DESKTOP) == (scheme == ColorScheme.LIGHT)) {
          violations().forEach(violation -> wrong.add(variant + ": " + violation));
        }
      }
    }
    page.setViewportSize(Screen.DESKTOP.width, Screen.DESKTOP.height);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    if (!wrong.isEmpty()) {
      throw new AssertionError(name + ":\n" + String.join("\n", wrong));
    }
    requireNoFaults();
  }

  /** Lets pages of another host be opened and asked. */
  public void allow(String origin) {
    allowed.add(origin + "/");
  }

  /**
   * Takes back the faults that a test has caused on purpose, e.g. by opening a missing page. Waits
   * for them: the browser may show a page before it tells of them.
   */
  public void forgive(String part) {
    page.waitForCondition(() -> faults.stream().anyMatch(fault -> fault.contains(part)));
    faults.removeIf(fault -> fault.contains(part));
  }

  /**
   * Lets scripts of tests see what pages of this browser do from now on: {@code answered} has the
   * address of each answer that a page has dealt with, {@code streams} each stream of events that
   * it has opened. A page whose address ends with {@code #unseen} is in a tab that nobody sees.
   */
  public void watch() {
    page.addInitScript(
        """
        window.answered = [];
        window.streams = [];
        window.unseen = location.hash === "#unseen";
        Object.defineProperty(document, "hidden", {get: () => window.unseen});
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (body) {
          this.addEventListener("loadend", () => window.answered.push(this.responseURL));
          send.call(this, body);
        };
        window.EventSource = class extends EventSource {
          constructor(url) {
            super(url);
            window.streams.push(this);
          }
        };
        """);
  }

  /** Brings the tab of a watched page to the front, or another in front of it. */
  public void show(boolean seen) {
    page.evaluate(
        "seen => { window.unseen = !seen; document.dispatchEvent(new Event('visibilitychange')); }",
        seen);
  }

  /** What is called this, among what has a role. */
  public static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** A click of a hand that is in no hurry: what the page does when it is pressed comes first. */
  public static Locator.ClickOptions slowly() {
    return new Locator.ClickOptions().setDelay(500);
  }

  private void requireNoFaults() {
    if (!faults.isEmpty()) {
      throw new AssertionError(String.join("\n", faults));
    }
  }

  /** What the page loaded beside media, and when it was first painted, as a line of the report. */
  private List<String> weigh(String name) throws IOException {
    Number bytes =
        (Number)
            page.evaluate(
                """
                () => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                  .filter((entry) => !["img", "video", "audio", "image"].includes(entry.initiatorType))
                  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
                """);
    Number paint =
        (Number)
            page.evaluate(
                "() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)");
    Files.writeString(
        LOOKS.resolve("report.txt"),
        "%-28s %7d bytes  first paint %5d ms%n".formatted(name, bytes.intValue(), paint.intValue()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return bytes.intValue() <= MOST_BYTES
        ? List.of()
        : List.of("the page loads %d bytes beside media".formatted(bytes.intValue()));
  }

  /** What axe finds serious or critical. */
  private List<String> violations() {
    if (!(boolean) page.evaluate("() => 'axe' in window")) {
      page.evaluate(axe);
    }
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
              .filter((rule) => ["serious", "critical"].includes(rule.impact))
              .map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map((node) => node.html + " " + node.failureSummary).join(" | "))
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static Path executable() {
    return Stream.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/Applications/Chromium.app/Contents/MacOS/Chromium")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the tests need Chromium; ./check installs it"));
  }

  @Override
  public void close() {
    try {
      requireNoFaults();
    } finally {
      chromium.close();
      playwright.close();
    }
  }
}
