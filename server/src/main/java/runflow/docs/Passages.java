package runflow.docs;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * Cuts a page at its headings, for search. Longer code is left out. Of the reference there is one
 * passage for each operation and object, with the names of what it takes and answers.
 */
final class Passages {
  private final Page page;
  private final Headings headings;
  private final boolean reference;
  private final List<Passage> found = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String anchor = "";
  private String heading = "";
  private boolean described = true;

  Passages(Page page, Headings headings) {
    this.page = page;
    this.headings = headings;
    this.reference = page.group() == Group.API;
    this.text.append(page.summary());
  }

  List<Passage> of(Node document) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Heading next -> begin(next);
        case TableBlock table when reference -> names(table);
        default -> text.append(described ? " " + text(node) : "");
      }
    }
    end();
    return found;
  }

  private void begin(Heading next) {
    boolean cuts = reference ? next.getLevel() == 2 : Language.titled(text(next)).isEmpty();
    if (cuts) {
      end();
      anchor = headings.anchors().getOrDefault(next, "");
      heading = text(next);
    }
    described = cuts || !reference;
  }

  /** The first cell of each row, unless it is a number. */
  private void names(TableBlock table) {
    table.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomNode node) {
            if (node instanceof TableRow row && row.getFirstChild() != null) {
              String name = text(row.getFirstChild());
              text.append(name.matches("\\d+") ? "" : " " + name);
            } else {
              visitChildren(node);
            }
          }
        });
  }

  /** What a reader reads of a node, in one line. */
  static String text(Node node) {
    var words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            add(text, text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            add(code, code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            words.append(' ');
          }

          private void add(Node node, String literal) {
            words.append(literal).append(node.getNext() == null ? " " : "");
          }
        });
    return words.toString().strip().replaceAll("\\s+", " ");
  }

  private void end() {
    found.add(new Passage(page, anchor, heading, text.toString().strip()));
    text.setLength(0);
  }
}
