/**
 * The built-in provider: renders with the engine, in a bounded lane of its own, and obeys scripted
 * outcomes. The engine's only importer.
 */
@NullMarked
package runflow.provider.sandbox;

import org.jspecify.annotations.NullMarked;
