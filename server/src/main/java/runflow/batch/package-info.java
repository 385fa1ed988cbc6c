/**
 * Batches: runs of one model that are ordered, paid, cancelled and called back together. Imports
 * run and what run may import.
 */
@NullMarked
package runflow.batch;

import org.jspecify.annotations.NullMarked;
