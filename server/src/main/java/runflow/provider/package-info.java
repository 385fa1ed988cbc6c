/**
 * What a provider is: the interface and its sealed results, as plain records. Imports leaves only.
 */
@NullMarked
package runflow.provider;

import org.jspecify.annotations.NullMarked;
