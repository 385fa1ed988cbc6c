package runflow.docs;

/**
 * A heading in a page's table of contents.
 *
 * @param level 2 or 3
 * @param anchor the id of the heading
 */
record Entry(int level, String anchor, String text) {}
