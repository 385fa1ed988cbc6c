/**
 * The façade that speaks the OpenAI-shaped {@code /v1/videos}: each video is a run. Imports run and
 * what run may import.
 */
@NullMarked
package runflow.videos;

import org.jspecify.annotations.NullMarked;
