/**
 * Providers that a YAML file describes: reads the files, with all their mistakes at once, and calls
 * what they describe. Imports provider, provider.http and leaves.
 */
@NullMarked
package runflow.provider.declared;

import org.jspecify.annotations.NullMarked;
