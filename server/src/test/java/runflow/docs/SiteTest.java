package runflow.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;

/** The pages as a browser gets them. */
class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final int LARGEST_PAGE = 150_000;
  private static final int LARGEST_INDEX = 100_000;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer open(String path) throws Exception {
    return server.send("GET", path, "", null, Map.of());
  }

  /** Goes wherever links lead below /docs, and looks for every anchor in the page that has it. */
  @Test
  void everyLinkAndAnchorLeadsSomewhere() throws Exception {
    Map<String, Answer> pages = new HashMap<>();
    Set<String> anchors = new TreeSet<>();
    var ahead = new ArrayDeque<String>(Set.of("/docs"));
    while (!ahead.isEmpty()) {
      String path = ahead.remove();
      if (pages.containsKey(path)) {
        continue;
      }
      Answer answer = open(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      pages.put(path, answer);
      var links = LINK.matcher(isHtml(answer) ? answer.text() : "");
      while (links.find()) {
        String link = links.group(1).startsWith("#") ? path + links.group(1) : links.group(1);
        if (link.startsWith("/") && !link.startsWith("/sign-in") && !link.equals("/")) {
          ahead.add(link.replaceFirst("#.*", ""));
          anchors.add(link);
        }
      }
    }
    anchors.removeIf(link -> !link.contains("#") || link.endsWith("#content"));
    assertThat(anchors).hasSizeGreaterThan(200);
    for (String link : anchors) {
      Answer page = pages.get(link.replaceFirst("#.*", ""));
      assertThat(page).as(link).isNotNull();
      assertThat(requireNonNull(page).text())
          .as(link)
          .contains(" id=\"" + link.replaceFirst(".*#", "") + "\"");
    }
    assertThat(pages.keySet())
        .containsAll(Rendered.DOCUMENTS.pages().stream().map(Page::path).toList())
        .containsAll(Rendered.DOCUMENTS.sources());
  }

  @Test
  void everyPageIsBothFormsAndInTheIndex() throws Exception {
    String index = open("/llms.txt").text();
    for (Page page : Rendered.DOCUMENTS.pages()) {
      Answer html = open(page.path());
      assertThat(html.header("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(html.body()).as(page.path()).hasSizeLessThan(LARGEST_PAGE);
      assertThat(html.text())
          .contains("Documentation Index", "<h1>" + Highlight.escaped(page.title()) + "</h1>")
          .contains("Fetch the complete documentation index at: <a href=\"/llms.txt\">")
          .doesNotContain("<style", " style=", "onclick", "{base}")
          .doesNotContainPattern("<script(?! src=)");
      assertThat(ID.matcher(html.text()).results().map(id -> id.group(1))).doesNotHaveDuplicates();
      assertThat(open(page.source()).header("Content-Type"))
          .hasValue("text/markdown; charset=utf-8");
      assertThat(index).contains("(" + server.baseUrl() + page.source() + ")");
    }
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws Exception {
    for (String path : Set.of("/docs/runs", "/docs/runs.md", "/docs/search.json")) {
      Answer first = open(path);
      Map<String, String> known = Map.of("If-None-Match", first.header("ETag").orElseThrow());
      Answer again = server.send("GET", path, "", null, known);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(server.send("GET", path, "", null, Map.of("If-None-Match", "\"x\"")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void searchWorksWithoutScripts() throws Exception {
    assertThat(open("/docs/search.json").body()).hasSizeLessThan(LARGEST_INDEX);
    assertThat(open("/docs/search?q=read+token").text())
        .contains("href=\"/docs/events#read-tokens\"", "value=\"read token\"");
    assertThat(open("/docs/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E").text())
        .contains("&lt;script>alert(1)")
        .doesNotContain("<script>alert");
    assertThat(open("/docs/search").status()).isEqualTo(200);
  }

  @Test
  void whatIsNoPageIsNotFound() throws Exception {
    for (String path : Set.of("/docs/nothing", "/docs/nothing.md", "/docs/models/google/veo9")) {
      assertThat(open(path).status()).as(path).isEqualTo(404);
    }
  }

  private static boolean isHtml(Answer answer) {
    return answer.header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }
}
