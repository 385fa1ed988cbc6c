/** What operators watch: health, readiness and what is in force. Imports http, db and job. */
@NullMarked
package runflow.observe;

import org.jspecify.annotations.NullMarked;
