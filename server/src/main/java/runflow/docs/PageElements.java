package runflow.docs;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * The elements that are more than Markdown: headings with anchors, endpoints, coloured code, tabs
 * of samples and tables that scroll by themselves.
 */
final class PageElements implements NodeRenderer {
  private static final Pattern ENDPOINT =
      Pattern.compile("(Endpoint: )?(GET|POST|PUT|PATCH|DELETE) (/\\S+)");

  private static final String COPY =
      "<button type=\"button\" class=\"icon-btn copy\" data-copy aria-label=\"Copy\" title=\"Copy\">"
          + "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"16\" height=\"16\" fill=\"none\""
          + " stroke=\"currentColor\" stroke-width=\"1.8\" stroke-linejoin=\"round\""
          + " aria-hidden=\"true\"><rect x=\"9\" y=\"9\" width=\"11\" height=\"11\" rx=\"2\"/>"
          + "<path d=\"M5 15V6a2 2 0 0 1 2-2h8\"/></svg></button>";

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Headings headings;
  private int tabs;

  PageElements(HtmlNodeRendererContext context, Headings headings) {
    this.context = context;
    this.html = context.getWriter();
    this.headings = headings;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(
        Heading.class, Paragraph.class, FencedCodeBlock.class, SampleTabs.class, TableFrame.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Heading heading -> heading(heading);
      case Paragraph paragraph -> paragraph(paragraph);
      case FencedCodeBlock code -> code(code);
      case SampleTabs samples -> tabs(samples);
      case TableFrame frame -> table(frame);
      default -> throw new IllegalArgumentException("not one of ours: " + node);
    }
  }

  private void heading(Heading heading) {
    String anchor = headings.anchors().getOrDefault(heading, "");
    String tag = "h" + heading.getLevel();
    html.line();
    // Anchors are letters, digits and hyphens.
    html.raw("<%s id=\"%s\"><a class=\"anchor\" href=\"#%s\">".formatted(tag, anchor, anchor));
    children(heading);
    html.raw("</a></" + tag + ">");
    html.line();
  }

  private void paragraph(Paragraph paragraph) {
    Matcher endpoint = ENDPOINT.matcher(Passages.text(paragraph));
    boolean inList = paragraph.getParent() instanceof ListItem;
    if (!inList && endpoint.matches()) {
      String method = endpoint.group(2);
      html.line();
      html.raw(
          "<p class=\"endpoint\"><span class=\"method method-%s\">%s</span> <code>%s</code></p>"
              .formatted(
                  method.toLowerCase(Locale.ROOT), method, Highlight.escaped(endpoint.group(3))));
      html.line();
      return;
    }
    boolean tight =
        inList && paragraph.getParent().getParent() instanceof ListBlock list && list.isTight();
    if (!tight) {
      html.line();
      html.tag("p");
    }
    children(paragraph);
    if (!tight) {
      html.tag("/p");
      html.line();
    }
  }

  private void code(FencedCodeBlock block) {
    Language language = Language.of(block.getInfo() == null ? "" : block.getInfo());
    html.line();
    html.raw("<div class=\"code\"><p class=\"code-name\">" + language.label() + "</p>");
    html.raw("<pre tabindex=\"0\"><code>");
    html.raw(Highlight.html(language, block.getLiteral().stripTrailing()));
    html.raw("</code></pre>" + COPY + "</div>");
    html.line();
  }

  private void tabs(SampleTabs samples) {
    tabs++;
    html.line();
    html.raw("<div class=\"tabs\" role=\"group\" aria-label=\"Languages\">");
    int place = 0;
    for (Node node = samples.getFirstChild(); node != null; node = node.getNext()) {
      place++;
      String id = "tabs-" + tabs + "-" + place;
      String title = Language.of(((FencedCodeBlock) node).getInfo()).title();
      html.raw(
          "<input type=\"radio\" name=\"tabs-%d\" id=\"%s\"%s><label for=\"%s\">%s</label>"
              .formatted(tabs, id, place == 1 ? " checked" : "", id, title));
    }
    children(samples);
    html.raw("</div>");
    html.line();
  }

  private void table(TableFrame frame) {
    html.line();
    html.raw("<div class=\"table\" tabindex=\"0\">");
    children(frame);
    html.raw("</div>");
    html.line();
  }

  private void children(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      context.render(node);
    }
  }
}
