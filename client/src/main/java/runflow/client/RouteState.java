package runflow.client;

import java.util.Optional;

/**
 * One of the providers that may serve a model, and whether it would now.
 *
 * @param provider e.g. {@code fal}
 * @param model what the provider calls the model
 * @param status {@code ready}, {@code resting}, {@code unusable}, {@code unsuitable} or {@code
 *     not_configured}; a newer server may know more
 * @param reason why it would not, in words; empty if it would
 */
public record RouteState(String provider, String model, String status, Optional<String> reason) {
  /** Whether it would take the next run. */
  public boolean ready() {
    return status.equals("ready");
  }
}
