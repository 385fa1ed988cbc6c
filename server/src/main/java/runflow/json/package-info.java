/**
 * The one JSON codec: strict reading, snake_case records, raw values kept byte for byte. A leaf.
 */
@NullMarked
package runflow.json;

import org.jspecify.annotations.NullMarked;
