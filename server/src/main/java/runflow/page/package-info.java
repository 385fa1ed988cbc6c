/**
 * What every HTML page of this server shares: templates, frame, stylesheet, scripts and the rules
 * that browsers are given. Imports http and the leaves.
 */
@NullMarked
package runflow.page;

import org.jspecify.annotations.NullMarked;
