/**
 * Renders a script to an MP4 file: the same script, seed and format always give the same bytes. May
 * import every sub-package of the engine and nothing else of Runflow.
 */
@NullMarked
package runflow.engine;

import org.jspecify.annotations.NullMarked;
