/**
 * The console: pages for people, made of what the API answers. Imports page, account (who holds a
 * key), http, db and the leaves; it reads and changes everything else through the API's own routes.
 */
@NullMarked
package runflow.console;

import org.jspecify.annotations.NullMarked;
