/** Renders a described scene to an MP4 file: (scene, seed, format) always gives the same bytes. */
@NullMarked
package runflow.engine;

import org.jspecify.annotations.NullMarked;
