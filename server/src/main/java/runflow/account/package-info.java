/** Organisations, their API keys and authentication. Imports http and db. */
@NullMarked
package runflow.account;

import org.jspecify.annotations.NullMarked;
