/**
 * Organisation webhooks: endpoints and listeners, the events they get, deliveries and attempts.
 * Imports callback and what callback may import.
 */
@NullMarked
package runflow.webhook;

import org.jspecify.annotations.NullMarked;
