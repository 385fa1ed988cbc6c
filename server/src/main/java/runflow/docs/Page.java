package runflow.docs;

/**
 * One document of the site.
 *
 * @param path where it is served as a page, e.g. {@code /docs/runs}
 * @param summary one line for the index
 */
record Page(Group group, String path, String title, String summary, String markdown) {
  /** The page that the site begins with. */
  static final String HOME = "/docs";

  /** Where it is served as Markdown, e.g. {@code /docs/runs.md}. */
  String source() {
    return path.equals(HOME) ? HOME + "/index.md" : path + ".md";
  }
}
