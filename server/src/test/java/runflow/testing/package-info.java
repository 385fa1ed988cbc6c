/** Doubles and the test server; may import everything, main code never imports it. */
@NullMarked
package runflow.testing;

import org.jspecify.annotations.NullMarked;
