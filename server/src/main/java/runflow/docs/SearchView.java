package runflow.docs;

import java.util.List;

/**
 * What the template {@code docsSearch.jte} shows.
 *
 * @param question as it was asked, maybe blank
 */
public record SearchView(String question, List<Hit> hits, List<PageView.Part> parts) {
  public SearchView {
    hits = List.copyOf(hits);
    parts = List.copyOf(parts);
  }

  /**
   * A passage that was found.
   *
   * @param heading empty for the beginning of a page
   * @param beginning of its text
   */
  public record Hit(String part, String title, String heading, String url, String beginning) {}
}
