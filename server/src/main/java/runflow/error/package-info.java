/**
 * What can go wrong at the API: error codes, field errors and the exception that carries them. A
 * leaf.
 */
@NullMarked
package runflow.error;

import org.jspecify.annotations.NullMarked;
