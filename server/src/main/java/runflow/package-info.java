/**
 * Start and composition root: {@code App} makes the parts in their order, a class each wires them,
 * and nothing imports it.
 */
@NullMarked
package runflow;

import org.jspecify.annotations.NullMarked;
