/**
 * The documents written from the catalog: model pages, llms.txt and OpenAPI. Imports catalog and
 * the leaves.
 */
@NullMarked
package runflow.docs;

import org.jspecify.annotations.NullMarked;
