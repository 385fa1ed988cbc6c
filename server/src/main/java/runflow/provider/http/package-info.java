/**
 * HTTP towards providers: bounded calls to a base URL that the operator set, and downloads of what
 * a provider's answers point at. Imports provider and leaves.
 */
@NullMarked
package runflow.provider.http;

import org.jspecify.annotations.NullMarked;
