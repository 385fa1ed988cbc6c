/**
 * Stored media: pictures that callers sent, finished outputs and their signed links. Imports
 * account, http, db, outbound.
 */
@NullMarked
package runflow.asset;

import org.jspecify.annotations.NullMarked;
