package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class LinksTest {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s()<>\"'`|\\\\]+");

  /** Starts at the index as a reader does, and goes wherever its pages lead on this server. */
  @Test
  void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
    try (var server = TestServer.start()) {
      Map<String, Integer> seen = new TreeMap<>();
      var ahead = new ArrayDeque<String>();
      ahead.add(server.baseUrl() + "/llms.txt");
      while (!ahead.isEmpty()) {
        String url = ahead.remove();
        if (seen.containsKey(url)) {
          continue;
        }
        Answer answer = server.send("GET", url, server.testKey(), null, Map.of());
        seen.put(url, answer.status());
        var links = ADDRESS.matcher(isText(answer) ? answer.text() : "");
        while (links.find()) {
          String link = links.group().replaceFirst("[.,;:]+$", "");
          if (isPage(link, server.baseUrl())) {
            ahead.add(link);
          }
        }
      }

      assertThat(seen).hasSizeGreaterThan(10);
      assertThat(seen).allSatisfy((url, status) -> assertThat(status).as(url).isEqualTo(200));
      assertThat(seen).containsKey(server.baseUrl() + "/examples/cathedral.jpg");
      for (JsonNode model : server.get("/v1/models").json().path("items")) {
        String page = model.at("/links/docs").stringValue();
        assertThat(page)
            .isEqualTo(server.baseUrl() + "/docs/models/" + model.path("id").stringValue());
        assertThat(seen).containsKey(page + ".md");
        assertThat(server.send("GET", page, "", null, Map.of()).header("Content-Type"))
            .hasValue("text/html; charset=utf-8");
      }
    }
  }

  private static boolean isText(Answer answer) {
    return answer.header("Content-Type").filter(type -> !type.startsWith("image/")).isPresent();
  }

  /** Texts and pictures, and not the requests that pages show as examples. */
  private static boolean isPage(String link, String base) {
    return link.startsWith(base + "/")
        && link.matches(".+(\\.md(#.*)?|\\.txt|\\.json|\\.jpg|/api-catalog|/public/models)")
        && !link.contains("{")
        && !link.contains("$");
  }
}
