/**
 * The numbers that the server tells about itself: the one registry, and a recorder for each kind of
 * event that features report to. A leaf: any package may import it, and it imports none of ours.
 */
@NullMarked
package runflow.metric;

import org.jspecify.annotations.NullMarked;
