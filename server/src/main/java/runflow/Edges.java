package runflow;

import java.time.InstantSource;
import java.util.Map;
import runflow.outbound.HostResolver;
import runflow.provider.Provider;

/**
 * Where the server touches the world beyond its own machine: what tests replace.
 *
 * @param live real providers by the name that routes use
 */
public record Edges(InstantSource clock, HostResolver resolver, Map<String, Provider> live) {
  /** The real world, with no real provider configured. */
  static Edges real() {
    return new Edges(InstantSource.system(), HostResolver.system(), Map.of());
  }
}
