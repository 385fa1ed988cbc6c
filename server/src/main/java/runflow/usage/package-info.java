/**
 * Reports: what was used and what it cost. Reads what billing and run have written, and writes
 * nothing. Imports billing, account, http and db.
 */
@NullMarked
package runflow.usage;

import org.jspecify.annotations.NullMarked;
