package runflow.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All documents of a server, written and set once. Immutable and safe for use by many threads. */
final class Site {
  private final Documents documents;
  private final Map<String, Article> articles = new LinkedHashMap<>();
  private final Search search;

  Site(Documents documents, Typesetter typesetter) {
    this.documents = documents;
    for (Page page : documents.pages()) {
      articles.put(page.path(), typesetter.set(page));
    }
    this.search = new Search(List.copyOf(articles.values()));
  }

  Documents documents() {
    return documents;
  }

  Search search() {
    return search;
  }

  /** A page by its path, e.g. {@code /docs/runs}. */
  Optional<Article> article(String path) {
    return Optional.ofNullable(articles.get(path));
  }

  /** The page that one reads before another; empty for the first. */
  Optional<Page> before(Page page) {
    return beside(page, -1);
  }

  /** The page that one reads after another; empty for the last. */
  Optional<Page> after(Page page) {
    return beside(page, 1);
  }

  private Optional<Page> beside(Page page, int step) {
    List<Page> pages = documents.pages();
    int place = pages.indexOf(page) + step;
    return place < 0 || place >= pages.size() ? Optional.empty() : Optional.of(pages.get(place));
  }
}
