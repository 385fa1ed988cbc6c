/**
 * Callbacks: signing secrets, deliveries and their attempts. Imports account, http, db, job and
 * outbound.
 */
@NullMarked
package runflow.callback;

import org.jspecify.annotations.NullMarked;
