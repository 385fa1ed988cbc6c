package runflow.docs;

import org.commonmark.node.CustomBlock;

/** The same sample in several languages, of which one is shown at a time. */
final class SampleTabs extends CustomBlock {}
