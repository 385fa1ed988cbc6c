/**
 * What the nodes of one database tell each other, over LISTEN and NOTIFY: hints that save a wait,
 * never the truth. Imports db.
 */
@NullMarked
package runflow.signal;

import org.jspecify.annotations.NullMarked;
