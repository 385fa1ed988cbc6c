/** Owns pixels: draws a scene, or a picture, at a point in time as I420 bytes; may import scene. */
@NullMarked
package runflow.engine.raster;

import org.jspecify.annotations.NullMarked;
