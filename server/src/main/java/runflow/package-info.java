/** Start and composition root: {@code App} builds everything, nothing imports it. */
@NullMarked
package runflow;

import org.jspecify.annotations.NullMarked;
