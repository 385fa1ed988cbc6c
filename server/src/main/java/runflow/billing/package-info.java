/** Money: reservations, the append-only ledger and balances. Imports account, http and db. */
@NullMarked
package runflow.billing;

import org.jspecify.annotations.NullMarked;
