/**
 * What all lists of the API have in common: pages, cursors, filters, order and projection; knows no
 * feature and imports leaves only.
 */
@NullMarked
package runflow.list;

import org.jspecify.annotations.NullMarked;
