/**
 * Java client of the public API. Knows its contract and no server class; imports the JDK, Jackson
 * and JSpecify only.
 */
@NullMarked
package runflow.client;

import org.jspecify.annotations.NullMarked;
