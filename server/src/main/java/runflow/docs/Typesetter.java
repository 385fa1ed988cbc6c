package runflow.docs;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns pages into HTML. What a page has in common with all others, the pointer to the index and
 * the title, is left to the frame around it. HTML inside of Markdown is escaped. Safe for use by
 * many threads.
 */
final class Typesetter {
  private final Parser parser =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private final String base;

  /**
   * A typesetter of a server's pages.
   *
   * @param baseUrl its public URL; links to pages in Markdown below it become links to the pages
   */
  Typesetter(String baseUrl) {
    this.base = baseUrl;
  }

  Article set(Page page) {
    Node document = parser.parse(page.markdown());
    dropFrame(document, page);
    localLinks(document);
    Headings headings = Headings.of(document, page.group() == Group.API);
    List<Passage> passages = new Passages(page, headings).of(document);
    joinSamples(document);
    for (Node table : all(document, TableBlock.class)) {
      wrap(table, new TableFrame());
    }
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(context -> new PageElements(context, headings))
            .build();
    return new Article(page, renderer.render(document), headings.contents(), passages);
  }

  private static void dropFrame(Node document, Page page) {
    if (document.getFirstChild() instanceof BlockQuote pointer) {
      pointer.unlink();
    }
    if (document.getFirstChild() instanceof Heading title && title.getLevel() == 1) {
      title.unlink();
    }
    for (Node node = document.getFirstChild(); node instanceof Paragraph; ) {
      Node next = node.getNext();
      if (page.summary().startsWith(Passages.text(node))) {
        node.unlink();
      }
      node = next;
    }
  }

  private void localLinks(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(local(link.getDestination()));
          }
        });
  }

  private String local(String url) {
    if (!url.startsWith(base + "/")) {
      return url;
    }
    String path = url.substring(base.length());
    return path.startsWith(Page.HOME + "/index.md")
        ? Page.HOME
        : path.startsWith(Page.HOME + "/") ? path.replaceFirst("\\.md(?=#|$)", "") : path;
  }

  /** Samples under headings that name nothing but their languages become one. */
  private static void joinSamples(Node document) {
    for (Node node : all(document, Heading.class)) {
      if (node.getParent() == null || !isSample(node)) {
        continue;
      }
      var samples = new SampleTabs();
      node.insertBefore(samples);
      for (Node next = node; next != null && isSample(next); ) {
        Node code = next.getNext();
        Node after = code.getNext();
        next.unlink();
        samples.appendChild(code);
        next = after;
      }
    }
  }

  private static boolean isSample(Node node) {
    return node instanceof Heading
        && node.getNext() instanceof FencedCodeBlock
        && Language.titled(Passages.text(node)).isPresent();
  }

  private static void wrap(Node inner, Node outer) {
    inner.insertBefore(outer);
    outer.appendChild(inner);
  }

  private static List<Node> all(Node document, Class<? extends Node> type) {
    List<Node> found = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (type.isInstance(node)) {
        found.add(node);
      }
    }
    return found;
  }
}
