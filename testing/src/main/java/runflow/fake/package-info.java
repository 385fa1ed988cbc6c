/**
 * Owns servers on loopback that speak the video providers' protocols, written from the providers'
 * own descriptions, with faults to order. May import the JDK and Jackson; no other module's
 * classes.
 */
@NullMarked
package runflow.fake;

import org.jspecify.annotations.NullMarked;
