/**
 * Owns the ffmpeg child process that turns frames and samples into an MP4 file; imports no other
 * package of the engine.
 */
@NullMarked
package runflow.engine.encode;

import org.jspecify.annotations.NullMarked;
