/**
 * Database access: the pool, transactions, migrations and the embedded PostgreSQL. Imports leaves
 * only.
 */
@NullMarked
package runflow.db;

import org.jspecify.annotations.NullMarked;
