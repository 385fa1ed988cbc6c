package runflow.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.Browser;
import runflow.testing.Pictures;
import runflow.testing.S3Bucket;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pictures go to a bucket and videos come from it, in a real browser. */
class PagesOverABucketTest {
  private static final String MODEL = "/models/google/veo3.1/fast/image-to-video";

  @Test
  void aPictureIsPutIntoTheBucketAndItsVideoPlaysFromThere() throws Exception {
    try (var bucket = S3Bucket.startWith(documentedRule());
        var server = TestServer.start(bucket.settings(TestServer.Options.standard()));
        var browser = Browser.signedIn(server)) {
      browser.allow(bucket.endpoint());
      Answer signIn = server.send("GET", "/sign-in", "", null, Map.of());
      assertThat(signIn.header("Content-Security-Policy").orElse(""))
          .contains("connect-src 'self' " + bucket.endpoint());

      Page page = browser.open(MODEL);
      page.getByLabel("Choose a picture")
          .setInputFiles(new FilePayload("still.png", "image/png", Pictures.png(1280, 720)));
      assertThat(page.getByLabel("Image URL"))
          .hasValue(Pattern.compile("runflow://assets/[0-9a-f-]{36}"));
      page.getByLabel("4s").check();
      page.locator(".run-button").click();

      page.locator("#result video").waitFor(new Locator.WaitForOptions().setTimeout(180_000));
      page.waitForFunction("() => document.querySelector('#result video').readyState >= 2");
      Download saved = page.waitForDownload(() -> page.getByText("Download").click());
      assertThat(saved.suggestedFilename())
          .isEqualTo(page.url().replaceFirst(".*run=", "") + ".mp4");

      page.getByText("Run page").click();
      page.waitForURL("**/runs/*");
      assertThat(page.locator(".input-picture img")).hasJSProperty("naturalWidth", 1280);
      assertThat(page.locator("video")).hasJSProperty("videoWidth", 1280);
    }
  }

  /** The rule in the guide, for pages of any server of this test. */
  private static JsonNode documentedRule() throws Exception {
    try (InputStream guide = Browser.class.getResourceAsStream("/docs/storage.md")) {
      String text = new String(guide.readAllBytes(), StandardCharsets.UTF_8);
      String json = text.split("```json\n", 2)[1].split("```", 2)[0];
      ObjectNode rule = (ObjectNode) Json.tree(json).path("CORSRules").path(0);
      rule.putArray("AllowedOrigins").add("http://127\\.0\\.0\\.1:\\d+");
      return rule;
    }
  }
}
