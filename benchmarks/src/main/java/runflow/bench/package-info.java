/**
 * Measures a whole server, in a process of its own, from outside: closed-loop load over loopback,
 * beside limits of the same machine. May import any module; nothing imports it.
 */
@NullMarked
package runflow.bench;

import org.jspecify.annotations.NullMarked;
