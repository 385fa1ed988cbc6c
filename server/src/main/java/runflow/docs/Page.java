package runflow.docs;

/**
 * One document of the site.
 *
 * @param path where it is served, e.g. {@code /docs/runs.md}
 * @param summary one line for the index
 */
record Page(String path, String title, String summary, String markdown) {}
