/**
 * Owns the shapes of figures, as parts in metres, at a moment; imports the scene and nothing else
 * of the engine, and knows no pixels.
 */
@NullMarked
package runflow.engine.raster.figure;

import org.jspecify.annotations.NullMarked;
