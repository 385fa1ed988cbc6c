package runflow.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * The headings of a page with their anchors. A heading below another whose text occurs more than
 * once is named after both, so that anchors stay when a page grows.
 *
 * @param contents those that the table of contents lists
 */
record Headings(Map<Heading, String> anchors, List<PageView.Entry> contents) {
  /**
   * Names the headings of a page.
   *
   * @param topOnly whether the table of contents has only the upper level
   */
  static Headings of(Node document, boolean topOnly) {
    List<Heading> all = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        all.add(heading);
      }
    }
    Map<String, Integer> uses = new HashMap<>();
    all.forEach(heading -> uses.merge(slug(heading), 1, Integer::sum));
    Map<Heading, String> anchors = new HashMap<>();
    List<PageView.Entry> contents = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    String above = "";
    for (Heading heading : all) {
      String text = Passages.text(heading);
      String slug = slug(heading);
      if (heading.getLevel() == 2) {
        above = slug;
      } else if (uses.getOrDefault(slug, 0) > 1) {
        slug = above + "-" + slug;
      }
      String anchor = slug;
      for (int i = 2; !taken.add(anchor); i++) {
        anchor = slug + "-" + i;
      }
      anchors.put(heading, anchor);
      boolean isLanguage = Language.titled(text).isPresent();
      if (heading.getLevel() == 2 || (heading.getLevel() == 3 && !topOnly && !isLanguage)) {
        contents.add(new PageView.Entry(heading.getLevel(), anchor, text));
      }
    }
    return new Headings(anchors, contents);
  }

  private static String slug(Heading heading) {
    return Passages.text(heading)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
