/**
 * The documents: guides, a page for each model, the reference of the API, as pages and as Markdown;
 * llms.txt, OpenAPI and search. Imports catalog, http, page and the leaves.
 */
@NullMarked
package runflow.docs;

import org.jspecify.annotations.NullMarked;
