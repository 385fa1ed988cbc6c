/**
 * The main flow: submit, execute, finish, cancel, sweep, read. Imports the platform and every
 * feature, never a provider's own package.
 */
@NullMarked
package runflow.run;

import org.jspecify.annotations.NullMarked;
