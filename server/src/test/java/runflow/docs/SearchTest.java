package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

class SearchTest {
  private static final Search SEARCH = Rendered.SITE.search();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          rate limit,           /docs/rate-limits
          callback,             /docs/callbacks
          webhooks,             /docs/webhooks
          errors,               /docs/errors
          quick start,          /docs/quickstart
          cancel,               /docs/runs#cancel
          read token,           /docs/events#read-tokens
          idempot,              /docs/runs#safe-repetition
          standard webhooks,    /docs/callbacks#standard-webhooks
          backup,               /docs/self-hosting#backup
          vertex,               /docs/providers#vertex-ai
          invoice,              /docs/billing#invoices
          list batches,         /docs/api/batches#list-the-batches
          veo lite,             /docs/models/google/veo3.1/lite
          nsfw,                 /docs/sandbox#outcomes-by-order
          status_code,          /docs/runs#statuses
          """)
  void theObviousPassageIsAmongTheFirst(String question, String url) {
    assertThat(found(question).stream().limit(4)).contains(url);
  }

  @Test
  void everyWordMustBeThere() {
    assertThat(found("callback xylophone")).isEmpty();
    assertThat(found("")).isEmpty();
    assertThat(found("<script>")).isNotEmpty().isEqualTo(found("script"));
    assertThat(found("a ".repeat(5000))).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void theIndexOfPagesIsSmallAndHasEveryPage() {
    byte[] index = SEARCH.index();
    // A real server says more of its routes than the one that these documents are made for.
    assertThat(index).hasSizeLessThan(95_000);
    JsonNode pages = Json.tree(index);
    assertThat(pages.valueStream().map(page -> page.path(0).stringValue()))
        .containsExactlyElementsOf(Rendered.DOCUMENTS.pages().stream().map(Page::path).toList());
  }

  @Test
  void eachPassageIsFoundByTheHeadingThatItIsShownWith() {
    for (JsonNode page : Json.tree(SEARCH.index())) {
      String path = page.path(0).stringValue();
      for (JsonNode passage : page.path(3)) {
        String anchor = passage.path(0).stringValue();
        assertThat(found(page.path(1).stringValue() + " " + passage.path(1).stringValue()))
            .contains(anchor.isEmpty() ? path : path + "#" + anchor);
      }
    }
  }

  @Test
  void theIndexHoldsWordsThatNoBeginningShows() {
    assertThat(new String(SEARCH.index(), StandardCharsets.UTF_8))
        .contains("retry", "whsec_", "deadline_exceeded");
  }

  private static List<String> found(String question) {
    return SEARCH.find(question).stream().map(Passage::url).toList();
  }
}
