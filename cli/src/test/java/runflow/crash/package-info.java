/**
 * The crash campaigns: the real program as a process of its own, under load, killed and cut off
 * from outside, then audited. Test code only; imports client, db and the JDK.
 */
@NullMarked
package runflow.crash;

import org.jspecify.annotations.NullMarked;
