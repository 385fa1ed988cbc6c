/** Amounts of money as integer micro-dollars. A leaf. */
@NullMarked
package runflow.money;

import org.jspecify.annotations.NullMarked;
