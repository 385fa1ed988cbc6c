/** Owns samples: synthesises what a scene sounds like as 48 kHz stereo; may import scene. */
@NullMarked
package runflow.engine.sound;

import org.jspecify.annotations.NullMarked;
