package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(found("<script>")).allSatisfy(url -> assertThat(url).startsWith("/docs"));
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

  /**
   * As {@code docs.js} searches: every passage must be found by the words that it is shown with.
   */
  @Test
  void theIndexHoldsTheWordsOfEachPassage() {
    for (JsonNode page : Json.tree(SEARCH.index())) {
      for (JsonNode passage : page.path(3)) {
        String words = passage.path(2).stringValue() + " " + passage.path(3).stringValue();
        assertThat(words.strip().isEmpty() && passage.path(1).stringValue().isEmpty()).isFalse();
      }
    }
    assertThat(new String(SEARCH.index(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("retry", "whsec_", "deadline_exceeded");
  }

  private static List<String> found(String question) {
    return SEARCH.find(question).stream().map(Passage::url).toList();
  }
}
