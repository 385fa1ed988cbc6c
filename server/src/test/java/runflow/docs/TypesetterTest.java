package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypesetterTest {
  private static Article set(String markdown) {
    return new Typesetter("http://host")
        .set(new Page(Group.BUILD, "/docs/x", "X", "About x.", markdown));
  }

  @Test
  void theFrameIsLeftToThePage() {
    assertThat(set("> ## Documentation Index\n\n# X\n\nAbout x.\n\nText.").html())
        .isEqualTo("<p>Text.</p>\n");
  }

  @Test
  void htmlIsText() {
    String html = set("<b>hi</b> & `<i>`\n\n<script>alert(1)</script>\n\n[x](javascript:x)").html();
    assertThat(html)
        .contains("&lt;b&gt;hi&lt;/b&gt; &amp; <code>&lt;i&gt;</code>")
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "javascript:");
  }

  @Test
  void linksToMarkdownBecomeLinksToPages() {
    assertThat(
            set("[a](http://host/docs/runs.md#cancel) [b](http://host/docs/index.md)"
                    + " [c](http://host/llms.txt) [d](https://elsewhere.example/docs/x.md)")
                .html())
        .contains(
            "href=\"/docs/runs#cancel\"",
            "href=\"/docs\"",
            "href=\"/llms.txt\"",
            "href=\"https://elsewhere.example/docs/x.md\"");
  }

  @Test
  void headingsThatRepeatAreNamedAfterTheOnesAbove() {
    Article article = set("## One\n\n### Body\n\n## Two `x`!\n\n### Body\n\n## One\n");
    assertThat(article.contents())
        .extracting(PageView.Entry::anchor)
        .containsExactly("one", "one-body", "two-x", "two-x-body", "one-2");
    assertThat(article.html())
        .contains(
            "<h2 id=\"two-x\"><a class=\"anchor\" href=\"#two-x\">Two <code>x</code>!</a></h2>");
  }

  @Test
  void samplesInSeveralLanguagesAreTabs() {
    String html =
        set("""
            ### Python

            ```python
            x
            ```

            ### Go on

            ### Node.js

            ```js
            y
            ```

            ### cURL

            ```bash
            z
            ```
            """)
            .html();
    assertThat(html)
        .containsSubsequence(
            "<label for=\"tabs-1-1\">Python</label>",
            "<h3 id=\"go-on\">",
            "name=\"tabs-2\" id=\"tabs-2-1\" checked>",
            "<label for=\"tabs-2-1\">Node.js</label>",
            "<label for=\"tabs-2-2\">cURL</label>")
        .doesNotContain("<h3 id=\"python\">");
  }

  @Test
  void endpointsAndTablesHaveTheirOwnElements() {
    assertThat(set("Endpoint: `POST /v1/x/{id}`\n\n| A |\n| --- |\n| `a \\| b` |\n").html())
        .contains("<span class=\"method method-post\">POST</span> <code>/v1/x/{id}</code>")
        .contains("<div class=\"table\" tabindex=\"0\">\n<table>")
        .contains("<td><code>a | b</code></td>");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void colouringChangesNoCharacter(Language language) {
    String code =
        """
        # c "x' // y
        a = "s\\"t" + 'u' + `v ${w}` /* k */ # end
        "key": 1.5, if true null $HOME ${X} <b>&amp; key: value
        it's
        """;
    String html = Highlight.html(language, code);
    assertThat(html.replaceAll("</?span[^>]*>", "")).isEqualTo(Highlight.escaped(code));
    assertThat(html.contains("<span")).isEqualTo(language != Language.TEXT);
  }
}
