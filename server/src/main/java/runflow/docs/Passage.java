package runflow.docs;

/**
 * What search finds: the text under one heading.
 *
 * @param page where it is
 * @param anchor the id of the heading; empty for what comes before the first one
 * @param heading empty like {@code anchor}
 * @param text without marks, in one line
 */
record Passage(Page page, String anchor, String heading, String text) {
  String url() {
    return anchor.isEmpty() ? page.path() : page.path() + "#" + anchor;
  }
}
