package runflow.docs;

import org.commonmark.node.CustomBlock;

/** Around a table, which may be wider than the page. */
final class TableFrame extends CustomBlock {}
