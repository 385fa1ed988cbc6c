/**
 * Durable jobs on db-scheduler: lanes, their tables and this node's name. Knows no handler; imports
 * db.
 */
@NullMarked
package runflow.job;

import org.jspecify.annotations.NullMarked;
