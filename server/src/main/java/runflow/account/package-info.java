/** Organisations, their API keys and authentication. Imports http, signal and db. */
@NullMarked
package runflow.account;

import org.jspecify.annotations.NullMarked;
