package runflow.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import runflow.config.Config;
import runflow.http.Caller;
import runflow.id.KeyId;
import runflow.id.RunId;

/**
 * Bounds the streams that are open on this node: of a key, and of all read tokens for one run,
 * which are in the hands of strangers and must not use up what the key has. Safe for use by many
 * threads.
 */
final class StreamPlaces {
  /** Streams of one run that tokens may open on a node. */
  private static final int MOST_BY_TOKEN = 5;

  private final Config.Streams limits;
  private final Map<Holder, Integer> byHolder = new HashMap<>();
  private int taken;

  StreamPlaces(Config.Streams limits) {
    this.limits = limits;
  }

  /** The right to one open stream, to be closed once. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Who streams are counted for: a key, or with a run the tokens that read it. */
  private record Holder(KeyId key, Optional<RunId> run) {}

  /** Takes a place; empty if its holder or the node has none left. */
  synchronized Optional<Place> take(Caller caller) {
    var holder = new Holder(caller.key(), caller.grant().run());
    int own = byHolder.getOrDefault(holder, 0);
    if (own >= most(holder) || taken >= limits.perNode()) {
      return Optional.empty();
    }
    byHolder.put(holder, own + 1);
    taken++;
    var open = new AtomicBoolean(true);
    return Optional.of(
        () -> {
          if (open.getAndSet(false)) {
            giveBack(holder);
          }
        });
  }

  private int most(Holder holder) {
    return holder.run().isPresent() ? Math.min(MOST_BY_TOKEN, limits.perKey()) : limits.perKey();
  }

  private synchronized void giveBack(Holder holder) {
    taken--;
    byHolder.computeIfPresent(holder, (id, count) -> count == 1 ? null : count - 1);
  }

  /** Why there is no place, and what to do. */
  String full() {
    return "too many event streams are open: a key may have %d, read tokens of one run %d and this node %d; close one, or poll `GET /v1/runs/{id}`"
        .formatted(limits.perKey(), Math.min(MOST_BY_TOKEN, limits.perKey()), limits.perNode());
  }
}
