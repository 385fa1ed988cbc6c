/**
 * Owns the typed description of what a video shows and sounds like, and the reader that makes one
 * from a prompt; imports no other package of the engine.
 */
@NullMarked
package runflow.engine.scene;

import org.jspecify.annotations.NullMarked;
