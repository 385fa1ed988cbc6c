/**
 * The models as data: input schemas, prices, routes and examples, read from one YAML file each.
 * Imports leaves only.
 */
@NullMarked
package runflow.catalog;

import org.jspecify.annotations.NullMarked;
