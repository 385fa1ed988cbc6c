/**
 * Settings: one tree of records, read once from defaults, runflow.yaml, environment and flags. A
 * leaf.
 */
@NullMarked
package runflow.config;

import org.jspecify.annotations.NullMarked;
