/**
 * Servers that speak {@code /v1/videos}, of whatever make. Imports provider, provider.http and
 * leaves.
 */
@NullMarked
package runflow.provider.videos;

import org.jspecify.annotations.NullMarked;
