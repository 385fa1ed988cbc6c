package runflow.run;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import runflow.testing.Browser;
import runflow.testing.FileHost;
import runflow.testing.TestServer;

/** A page of somebody's own site follows a run with a read token, in a real browser. */
class FollowedFromAPageTest {
  private static final String PAGE =
      """
      <!doctype html>
      <title>A page elsewhere</title>
      <link rel="icon" href="data:,">
      <p id="polled"></p><p id="streamed"></p><p id="refused"></p>
      <script type="module">
        const asked = new URLSearchParams(location.search);
        const run = asked.get("run"), token = asked.get("token");
        const show = (id, text) => { document.getElementById(id).textContent = text; };
        const events = new EventSource(`${run}/events?token=${token}`);
        events.addEventListener("succeeded", (event) => {
          events.close();
          show("streamed", JSON.parse(event.data).status_code);
        });
        const headers = {Authorization: `Bearer ${token}`};
        async function poll() {
          const answer = await fetch(run, {headers});
          const found = await answer.json();
          if (found.terminal) show("polled", found.status_code);
          else setTimeout(poll, 1000 * Math.min(0.1, Number(answer.headers.get("Retry-After"))));
        }
        await poll();
        show("refused", (await fetch(new URL("/v1/runs", run), {headers})).status);
      </script>
      """;

  @Test
  void aPageOfAnotherOriginPollsAndStreamsTheOneRunOfItsToken() throws Exception {
    try (var host = FileHost.start()) {
      String page = host.serve("page.html", "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
      String origin = URI.create(page).resolve("/").toString().replaceFirst("/$", "");
      var options = TestServer.Options.standard().with("http.cors.origins", origin);
      try (var server = TestServer.start(options);
          var browser = Browser.of(server)) {
        server.keepClip("1280x720-4s-sound");
        String run =
            server.begin(
                server.testKey(),
                "google/veo3.1",
                "{\"input\":{\"prompt\":\"a\",\"duration\":\"4s\"},\"metadata\":{\"sandbox\":{\"instant\":true}}}");
        String token =
            server
                .post("/v1/runs/" + run + "/read-tokens", "{}")
                .json()
                .path("token")
                .stringValue();
        browser.allow(origin);

        Page there = browser.page();
        there.navigate(
            "%s?run=%s/v1/runs/%s&token=%s".formatted(page, server.baseUrl(), run, token));

        assertThat(there.locator("#polled")).hasText("succeeded");
        assertThat(there.locator("#streamed")).hasText("succeeded");
        assertThat(there.locator("#refused")).hasText("403");
        browser.forgive("403");
      }
    }
  }
}
