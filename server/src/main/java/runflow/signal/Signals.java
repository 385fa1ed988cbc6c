package runflow.signal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.DatabaseAddress;

/**
 * This node's ear and mouth. Signals may be lost, so every receiver is also asked to read again:
 * every five seconds, each second while nothing can be heard, and at once after a gap. Holds two
 * connections outside the pool. Safe for use by many threads.
 */
public final class Signals implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final Duration PACE = Duration.ofSeconds(5);
  private static final Duration PACE_UNHEARD = Duration.ofSeconds(1);

  private final String session = UUID.randomUUID().toString();
  private final DatabaseAddress database;
  private final SignalSender sender;
  private Optional<Reception> reception = Optional.empty();

  private record Reception(SignalListener listener, Rereads rereads) {}

  public Signals(DatabaseAddress database) {
    this.database = database;
    this.sender = new SignalSender(new NotifyConnection(database));
  }

  /**
   * Tells the other nodes; to be called after the commit of what it tells. Never blocks or fails;
   * what cannot be sent is lost.
   */
  public void publish(Signal signal) {
    sender.send(new Payload(session, signal).text());
  }

  /** Starts to listen, once; what this node itself publishes is not heard. */
  public synchronized void listen(List<SignalReceiver> receivers) {
    var rereads = new Rereads(receivers, this::pace);
    var listener = new SignalListener(database, text -> heard(receivers, text), rereads::now);
    reception = Optional.of(new Reception(listener, rereads));
  }

  /** Whether signals of other nodes arrive now, as far as is known. */
  synchronized boolean listening() {
    return reception.filter(now -> now.listener().listening()).isPresent();
  }

  private Duration pace() {
    return listening() ? PACE : PACE_UNHEARD;
  }

  private void heard(List<SignalReceiver> receivers, String text) {
    Optional<Signal> signal =
        Payload.parse(text)
            .filter(payload -> !payload.sender().equals(session))
            .map(Payload::signal);
    if (signal.isEmpty()) {
      return;
    }
    try {
      receivers.forEach(receiver -> receiver.received(signal.get()));
    } catch (RuntimeException e) {
      log.error("the signal {} was lost; whoever waits for it reads again", signal.get(), e);
    }
  }

  /** Hears no more, sends what still waits, and ends. Idempotent. */
  @Override
  public void close() {
    Optional<Reception> ended;
    synchronized (this) {
      ended = reception;
      reception = Optional.empty();
    }
    if (ended.isPresent()) {
      ended.get().listener().close();
      ended.get().rereads().close();
    }
    sender.close();
  }
}
