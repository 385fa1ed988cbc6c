package runflow.docs;

import java.util.Arrays;
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

  /**
   * A page with what surrounds it.
   *
   * @param index address of the index of all pages
   */
  PageView view(Article article, String index) {
    Page page = article.page();
    List<Page> pages = documents.pages();
    int place = pages.indexOf(page);
    return new PageView(
        page.group().title(),
        page.title(),
        page.summary(),
        article.html(),
        page.source(),
        index,
        parts(page.path()),
        article.contents(),
        place == 0 ? Optional.empty() : Optional.of(link(pages.get(place - 1), "")),
        place == pages.size() - 1 ? Optional.empty() : Optional.of(link(pages.get(place + 1), "")));
  }

  /** The passages that answer a question. */
  SearchView found(String question) {
    List<SearchView.Hit> hits =
        search.find(question).stream()
            .map(
                passage ->
                    new SearchView.Hit(
                        passage.page().group().title(),
                        passage.page().title(),
                        passage.heading(),
                        passage.url(),
                        Search.beginning(passage.text())))
            .toList();
    return new SearchView(question, hits, parts(""));
  }

  private List<PageView.Part> parts(String shown) {
    return Arrays.stream(Group.values())
        .map(
            group ->
                new PageView.Part(
                    group.title(),
                    documents.pages().stream()
                        .filter(page -> page.group() == group)
                        .map(page -> link(page, shown))
                        .toList()))
        .toList();
  }

  private static PageView.Link link(Page page, String shown) {
    return new PageView.Link(page.title(), page.path(), page.path().equals(shown));
  }
}
