package runflow.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import runflow.config.Config;
import runflow.id.KeyId;

/** Bounds the streams that are open on this node. Safe for use by many threads. */
final class StreamPlaces {
  private final Config.Streams limits;
  private final Map<KeyId, Integer> byKey = new HashMap<>();
  private int taken;

  StreamPlaces(Config.Streams limits) {
    this.limits = limits;
  }

  /** The right to one open stream, to be closed once. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes a place; empty if the key or the node has none left. */
  synchronized Optional<Place> take(KeyId key) {
    int own = byKey.getOrDefault(key, 0);
    if (own >= limits.perKey() || taken >= limits.perNode()) {
      return Optional.empty();
    }
    byKey.put(key, own + 1);
    taken++;
    var open = new AtomicBoolean(true);
    return Optional.of(
        () -> {
          if (open.getAndSet(false)) {
            giveBack(key);
          }
        });
  }

  private synchronized void giveBack(KeyId key) {
    taken--;
    byKey.computeIfPresent(key, (id, count) -> count == 1 ? null : count - 1);
  }

  /** Why there is no place, and what to do. */
  String full() {
    return "too many event streams are open: a key may have %d and this node %d; close one, or poll `GET /v1/runs/{id}`"
        .formatted(limits.perKey(), limits.perNode());
  }
}
