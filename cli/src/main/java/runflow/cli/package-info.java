/**
 * The command line: commands over the client. Only what starts a server or reads its configuration
 * touches the server; ArchitectureTest holds that.
 */
@NullMarked
package runflow.cli;

import org.jspecify.annotations.NullMarked;
