package runflow.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import runflow.testing.Visitor;

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
    return open(path, Map.of());
  }

  private static Answer open(String path, Map<String, String> headers) throws Exception {
    return server.send("GET", path, "", null, headers);
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
      Answer again = open(path, known);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(open(path, Map.of("If-None-Match", "\"x\"")).status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsTheSameForEverybodyIsSentCompressed() throws Exception {
    for (String path :
        Set.of(
            "/docs",
            "/docs/runs.md",
            "/docs/search.json",
            "/docs/search?q=token",
            "/llms.txt",
            "/openapi.json")) {
      Answer plain = open(path);
      Answer zipped = open(path, Map.of("Accept-Encoding", "br, gzip"));
      assertThat(zipped.header("Content-Encoding")).as(path).hasValue("gzip");
      assertThat(zipped.header("Vary").orElseThrow()).contains("Accept-Encoding");
      assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
      try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
        assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
      }
      assertThat(plain.header("Content-Encoding")).isEmpty();
      assertThat(open(path, Map.of("Accept-Encoding", "gzip;q=0")).body()).isEqualTo(plain.body());

      String known = zipped.header("ETag").orElseThrow();
      assertThat(plain.header("ETag").orElseThrow()).isNotEqualTo(known);
      assertThat(open(path, Map.of("Accept-Encoding", "gzip", "If-None-Match", known)).status())
          .isEqualTo(304);
    }
  }

  /** A page with a token of its reader is neither compressed nor kept, nor taken for another. */
  @Test
  void whoeverIsSignedInReadsInTheConsole() throws Exception {
    Visitor reader = Visitor.stranger(server).signIn(server.testKey());
    for (String path : Set.of("/docs/runs", "/docs/search?q=token")) {
      String open = open(path).text();
      assertThat(open).contains(">Sign in<").doesNotContain("Sign out");
      Answer mine = reader.get(path, Map.of("Accept-Encoding", "gzip"));
      assertThat(mine.text()).contains("Sign out", "href=\"/runs\"").doesNotContain(">Sign in<");
      assertThat(mine.header("Cache-Control")).hasValue("no-store");
      assertThat(mine.header("Content-Encoding")).isEmpty();
    }
    String known = open("/docs/runs").header("ETag").orElseThrow();
    Map<String, String> ask = Map.of("If-None-Match", known);
    assertThat(open("/docs/runs").header("Vary").orElseThrow()).contains("Cookie");
    assertThat(reader.get("/docs/runs", ask).text()).contains("Sign out");
    reader.post("/sign-out");
    assertThat(reader.get("/docs/runs", ask).status()).isEqualTo(304);
  }

  /** As when the database is away, which takes ten seconds to notice. */
  @Test
  void aDocumentIsReadAlsoWhenItsReaderCannotBeFoundOut() throws Exception {
    Visitor reader = Visitor.stranger(server).signIn(server.testKey());
    rename("console_session", "console_session_away");
    try {
      for (String path : Set.of("/docs/runs", "/docs/search?q=token")) {
        Answer page = reader.get(path);
        assertThat(page.status()).as(path).isEqualTo(200);
        assertThat(page.text()).contains(">Sign in<").doesNotContain("Sign out");
      }
      assertThat(reader.get("/nowhere", Map.of("Accept", "text/html")).status()).isEqualTo(404);
    } finally {
      rename("console_session_away", "console_session");
    }
    assertThat(reader.get("/docs/runs").text()).contains("Sign out");
  }

  private static void rename(String table, String to) {
    server.db().useTx(tx -> tx.sql().execute("alter table " + table + " rename to " + to));
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
      Answer answer = open(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().path("code").asString()).isEqualTo("NOT_FOUND");
      Answer page = open(path, Map.of("Accept", "text/html,*/*"));
      assertThat(page.status()).isEqualTo(404);
      assertThat(page.text()).contains("Nothing here", "There is no page");
    }
  }

  private static boolean isHtml(Answer answer) {
    return answer.header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }
}
