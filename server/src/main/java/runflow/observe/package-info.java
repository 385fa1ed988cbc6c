/** What operators watch: health and readiness. Imports http, db and job. */
@NullMarked
package runflow.observe;

import org.jspecify.annotations.NullMarked;
