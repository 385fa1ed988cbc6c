/**
 * The command line: commands over the client. Only serve, demo, config and the look-up of the data
 * folder touch the server; ArchitectureTest holds that.
 */
@NullMarked
package runflow.cli;

import org.jspecify.annotations.NullMarked;
