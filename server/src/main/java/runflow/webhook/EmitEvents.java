package runflow.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.callback.Event;
import runflow.callback.Events;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.job.JobLane;

/** Turns what happens into deliveries and their jobs, in the transaction in which it happens. */
final class EmitEvents implements Events {
  private final DeliveryStore deliveries;
  private final Listeners listeners;
  private final JobLane lane;
  private final InstantSource clock;

  EmitEvents(Db db, Listeners listeners, JobLane lane, InstantSource clock) {
    this.deliveries = new DeliveryStore(db);
    this.listeners = listeners;
    this.lane = lane;
    this.clock = clock;
  }

  @Override
  public void emit(Tx tx, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    // As exact as it is shown: cursors of the list hold it.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<Owner, List<Subscribers.Subscriber>> subscribers =
        Subscribers.of(tx, events.stream().map(Owner::of).collect(Collectors.toSet()), now);
    if (subscribers.isEmpty()) {
      return;
    }
    List<Delivery> sent = new ArrayList<>();
    List<Listeners.Heard> heard = new ArrayList<>();
    for (Event event : events) {
      List<Subscribers.Subscriber> wanting =
          subscribers.getOrDefault(Owner.of(event), List.of()).stream()
              .filter(subscriber -> subscriber.wants(event))
              .toList();
      if (wanting.isEmpty()) {
        continue;
      }
      byte[] payload = event.payload().get();
      for (Subscribers.Subscriber one : wanting) {
        if (one.listens()) {
          heard.add(new Listeners.Heard(one.id(), event, payload));
        } else {
          sent.add(delivery(one.id(), event, payload, now));
        }
      }
    }
    send(tx, sent);
    listeners.add(tx, heard, now);
  }

  /** Writes deliveries whose endpoints are locked as {@link Subscribers} does, with their jobs. */
  void send(Tx tx, List<Delivery> made) {
    if (made.isEmpty()) {
      return;
    }
    deliveries.insert(tx, made);
    List<UUID> endpoints =
        made.stream().map(delivery -> delivery.webhook().value()).distinct().sorted().toList();
    lane.enqueueDue(tx, endpoints);
  }

  static Delivery delivery(WebhookId webhook, Event event, byte[] payload, Instant now) {
    return new Delivery(
        DeliveryId.create(),
        webhook,
        Owner.of(event),
        event.type().code(),
        event.run(),
        event.requestId(),
        payload,
        true,
        Delivery.Progress.due(now),
        now);
  }
}
