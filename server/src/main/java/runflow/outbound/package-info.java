/**
 * Calls to places that users name: the address policy and the HTTP client that holds it inside the
 * resolver its connections use. Imports leaves only.
 */
@NullMarked
package runflow.outbound;

import org.jspecify.annotations.NullMarked;
