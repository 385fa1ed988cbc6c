package runflow.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Whether a route would serve a live run of its model now.
 *
 * @param reason why not, in words; empty if it would
 */
public record RouteState(Route route, Status status, Optional<String> reason) {

  /** How things stand with a route. */
  public enum Status {
    /** It would take the next run. */
    READY,
    /** Its provider did not answer or had no room; it is tried again shortly. */
    RESTING,
    /** Its provider takes nothing before the operator does something. */
    UNUSABLE,
    /** Its provider cannot honour the input. */
    UNSUITABLE,
    /** The operator has set no account for it. */
    NOT_CONFIGURED
  }

  /** Knows the routes of a model. */
  @FunctionalInterface
  public interface Source {
    /** The model's routes in their order. */
    List<RouteState> of(Model model);
  }
}
