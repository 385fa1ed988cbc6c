package runflow.docs;

import java.util.List;

/**
 * A page in HTML, without its title and what is around it.
 *
 * @param html safe to be put into a document as it is
 */
record Article(Page page, String html, List<PageView.Entry> contents, List<Passage> passages) {
  Article {
    contents = List.copyOf(contents);
    passages = List.copyOf(passages);
  }
}
