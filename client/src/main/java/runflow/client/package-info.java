/** Java client of the public API; knows its contract and no server class. */
@NullMarked
package runflow.client;

import org.jspecify.annotations.NullMarked;
