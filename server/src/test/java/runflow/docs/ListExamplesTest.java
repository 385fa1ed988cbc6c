package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;

/** The filters and orders that the page on lists shows are sent as they stand. */
class ListExamplesTest {
  private static final String PAGE = Rendered.page("/docs/lists.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("^\\| `([^`]*[:=<>][^`]*)` \\|", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("--data-urlencode \"(\\w+)=([^\"]+)\"");
  private static final Pattern RUNS =
      Pattern.compile("^\\| runs \\| ([^|]+) \\|", Pattern.MULTILINE);

  @Test
  void everyFilterIsTaken() throws Exception {
    List<String> filters = first(EXAMPLE);
    assertThat(filters).hasSizeGreaterThan(7);
    try (var server = TestServer.start()) {
      for (String filter : filters) {
        Answer answer = server.get("/v1/runs?q=" + encoded(filter));
        assertThat(answer.status()).as("%s: %s", filter, answer).isEqualTo(200);
      }
      var query = new StringBuilder();
      PARAMETER
          .matcher(PAGE)
          .results()
          .forEach(
              one ->
                  query.append(one.group(1)).append('=').append(encoded(one.group(2))).append('&'));
      assertThat(query).contains("q=", "fields=", "limit=");
      assertThat(server.get("/v1/runs?" + query).status()).isEqualTo(200);
      for (String field : first(RUNS).getFirst().replace("`", "").split(", ", -1)) {
        Answer answer = server.get("/v1/runs?q=" + field + ":null");
        assertThat(answer.status()).as("%s: %s", field, answer).isEqualTo(200);
      }
    }
  }

  private static List<String> first(Pattern pattern) {
    return pattern.matcher(PAGE).results().map((MatchResult one) -> one.group(1)).toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
