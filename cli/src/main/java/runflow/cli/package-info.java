/** The command line: commands over the client; only serve, demo and config touch the server. */
@NullMarked
package runflow.cli;

import org.jspecify.annotations.NullMarked;
