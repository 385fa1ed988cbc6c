package runflow.docs;

import java.util.List;
import java.util.Optional;

/**
 * What the template {@code docs.jte} shows.
 *
 * @param part of the navigation that the page belongs to
 * @param html of the text below the title; safe to be put into a document as it is
 * @param source path of the page in Markdown
 * @param index address of the index of all pages
 */
public record PageView(
    String part,
    String title,
    String summary,
    String html,
    String source,
    String index,
    List<Part> parts,
    List<Entry> contents,
    Optional<Link> before,
    Optional<Link> after) {
  public PageView {
    parts = List.copyOf(parts);
    contents = List.copyOf(contents);
  }

  /** A part of the navigation. */
  public record Part(String title, List<Link> links) {
    public Part {
      links = List.copyOf(links);
    }
  }

  /**
   * A page in the navigation.
   *
   * @param current whether it is the one that is shown
   */
  public record Link(String title, String path, boolean current) {}

  /**
   * A heading in a page's table of contents.
   *
   * @param level 2 or 3
   * @param anchor the id of the heading
   */
  public record Entry(int level, String anchor, String text) {}
}
