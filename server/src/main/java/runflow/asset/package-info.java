/**
 * Stored media: what callers upload or send along, finished outputs, their signed links, and how
 * long all of it is kept. Imports account, http, list, db, outbound.
 */
@NullMarked
package runflow.asset;

import org.jspecify.annotations.NullMarked;
