/**
 * The listener, the routing table and the request pipeline; knows no feature and imports leaves
 * only.
 */
@NullMarked
package runflow.http;

import org.jspecify.annotations.NullMarked;
