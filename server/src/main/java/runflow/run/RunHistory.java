package runflow.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.id.RunId;

/**
 * The way of a run so far, from which its events follow. Nothing is written for them, so an event
 * has the same id whenever and on whatever node it is asked for.
 *
 * @param attempt the last submission, 0 before the first
 * @param progress in percent
 * @param position among the runs that wait; empty if it does not wait or the line is too long
 * @param sentBack the attempts after which the run came back into the queue, the oldest first
 */
record RunHistory(
    RunId run,
    boolean livemode,
    String state,
    int attempt,
    int progress,
    OptionalInt position,
    List<Attempt> sentBack,
    Times times) {
  RunHistory {
    sentBack = List.copyOf(sentBack);
  }

  /** A submission that did not last. */
  record Attempt(
      int number,
      Optional<Instant> dispatched,
      Optional<Instant> running,
      Optional<Instant> back) {}

  /** When the run was created and closed, and when its last attempt came how far. */
  record Times(
      Instant created,
      Optional<Instant> dispatched,
      Optional<Instant> running,
      Optional<Instant> completed) {}

  boolean closed() {
    return times.completed().isPresent();
  }

  /** Every event up to now, in the order of their ids. */
  List<StateEvent> events() {
    List<StateEvent> events = new ArrayList<>();
    events.add(StateEvent.queued(0, Optional.of(times.created()), placeAfter(0)));
    for (Attempt former : sentBack) {
      events.add(StateEvent.dispatching(former.number(), former.dispatched()));
      if (former.running().isPresent()) {
        events.add(StateEvent.running(former.number(), former.running()));
      }
      events.add(StateEvent.queued(former.number(), former.back(), placeAfter(former.number())));
    }
    boolean lasts = sentBack.isEmpty() || sentBack.getLast().number() < attempt;
    if (lasts && attempt > 0) {
      addLastAttempt(events);
    }
    if (position.isPresent()) {
      events.add(StateEvent.position(attempt, position.getAsInt()));
    }
    times
        .completed()
        .ifPresent(end -> events.add(StateEvent.closed(attempt, state, Optional.of(end))));
    return events;
  }

  private OptionalInt placeAfter(int attempts) {
    return attempts == attempt ? position : OptionalInt.empty();
  }

  private void addLastAttempt(List<StateEvent> events) {
    events.add(StateEvent.dispatching(attempt, times.dispatched()));
    if (times.running().isPresent() || state.equals("running")) {
      events.add(StateEvent.running(attempt, times.running()));
      if (progress > 0 && !closed()) {
        events.add(StateEvent.progress(attempt, progress));
      }
    }
  }

  /** The id of the last event. */
  long latest() {
    return events().getLast().id();
  }
}
