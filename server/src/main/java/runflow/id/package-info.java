/** Typed identifiers over UUIDv7. A leaf. */
@NullMarked
package runflow.id;

import org.jspecify.annotations.NullMarked;
