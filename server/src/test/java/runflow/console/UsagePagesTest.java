package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import runflow.testing.Browser;
import runflow.testing.InBrowser;
import runflow.testing.TestServer;

/** Figures, charts, ledger and files of an account, in a real browser. */
class UsagePagesTest {
  private static final int RUNS = 14;

  @RegisterExtension static final InBrowser HERE = new InBrowser();

  private static TestServer server;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    server = HERE.server(TestServer.Options.standard());
    server.keepClip("1280x720-4s-sound");
    browser = HERE.browser();
    page = browser.page();
    browser.signIn(server.testKey(), "/usage");
  }

  @Test
  void anAccountIsShownBeforeAndAfterItsFirstRuns() throws Exception {
    assertThat(page.getByText("No run ended in this period")).isVisible();
    browser.look("usage-empty");
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      String model = i % 3 == 0 ? "google/veo3.1/fast" : "google/veo3.1";
      runs.add(
          server.begin(
              server.testKey(),
              model,
              """
              {"input": {"prompt": "x", "duration": "4s"}, "metadata": {"sandbox": {"instant": true}}}
              """));
    }
    for (String run : runs) {
      server.end(run);
    }
    spreadOverDays();

    browser.open("/usage?period=7");
    browser.look("usage");
    chartsAndTheirTablesAgree();
    theLedgerIsReadInPages();
    filesAreSaved();
    theThresholdIsKept();
    aCustomPeriodIsInTheAddress();
  }

  /** The same runs as if they had ended on the days before, too. */
  private static void spreadOverDays() {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        insert into usage_day
                        select org_id, livemode, day - ago, key_id, model, unit, unit_price,
                          succeeded * ago, failed + 1, canceled, quantity * ago, billed * ago
                        from usage_day, generate_series(1, 3) as ago
                        """));
  }

  private static void chartsAndTheirTablesAgree() {
    Locator charts = page.locator("svg[role=img].chart-plot");
    assertThat(charts).hasCount(2);
    for (int i = 0; i < 2; i++) {
      Locator card = page.locator(".chart-card").nth(i);
      card.getByText("Show as table").click();
      List<String> drawn = card.locator("g > title").allTextContents();
      Locator rows = card.locator("tbody tr");
      assertThat(rows).hasCount(7);
      List<String> listed =
          rows.all().stream()
              .map(
                  row ->
                      row.locator("th").textContent()
                          + ": "
                          + row.locator("td").last().textContent())
              .toList();
      assertThat(drawn).isEqualTo(listed);
      assertThat(card.locator("g").last().locator("rect[class^=series]")).hasCount(2);
    }
    // Nine runs of 4 s at 0.40 and five at 0.15, and one, two and three times as much before.
    String spend = "$121.80";
    assertThat(page.locator(".figure").first()).containsText(spend);
    assertThat(charts.first().getAttribute("aria-label")).contains(spend);
    assertThat(page.locator(".figure").nth(1)).containsText("104");
    assertThat(page.locator(".figure").nth(2)).containsText("94.2 %");
  }

  private static void theLedgerIsReadInPages() {
    Locator rows = page.locator("#transactions tbody tr");
    assertThat(rows).hasCount(25);
    assertThat(rows.first()).containsText("$9,982.60");
    page.getByText("Older").click();
    assertThat(rows).hasCount(2 * RUNS + 1 - 25);
    assertThat(rows.last()).containsText("topup");
    assertThat(rows.last()).containsText("$10,000.00");
    page.getByText("Newer").click();
    assertThat(rows).hasCount(25);
  }

  private static void filesAreSaved() throws IOException {
    assertThat(saved("Usage by day and model"))
        .startsWith("day,model,runs")
        .contains("google/veo3.1/fast,5,5,0,0,20,3.00");
    assertThat(saved("Transactions").lines().count()).isEqualTo(1 + 2 * RUNS + 1);
    assertThat(saved("Invoice of")).contains("closing_balance,,,,,9982.60");
  }

  private static String saved(String link) throws IOException {
    Download download =
        page.waitForDownload(
            () -> page.locator(".downloads a", new Page.LocatorOptions().setHasText(link)).click());
    return Files.readString(download.path());
  }

  private static void theThresholdIsKept() {
    page.getByLabel("Tell us when less").fill("a lot");
    page.getByText("Save").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("decimal number of dollars");
    browser.forgive("422");
    page.getByLabel("Tell us when less").fill("9990");
    page.getByText("Save").click();
    assertThat(page.locator(".notice")).containsText("$9,990.00");
    assertThat(page.getByLabel("Tell us when less")).hasValue("9990.00");
  }

  private static void aCustomPeriodIsInTheAddress() {
    page.getByText("Custom").click();
    page.getByLabel("From", exactly()).fill("2026-01-01");
    page.getByLabel("To", exactly()).fill("2026-01-31");
    page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForURL("**/usage?period=custom&from=2026-01-01&to=2026-01-31");
    assertThat(page.getByText("No money moved in this period")).isVisible();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
