package runflow.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.id.EventId;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ObjectNode;

/** What there is to tell of a run: its states, its progress and the calls that were made for it. */
final class EventFeed {
  private final HistoryStore histories;
  private final RunStore store;
  private final RunEvents calls;
  private final RunView view;

  EventFeed(Runs.Shared shared, RunView view) {
    this.histories = shared.histories();
    this.store = shared.store();
    this.calls = shared.events();
    this.view = view;
  }

  /**
   * How much of a run's events somebody has had.
   *
   * @param state the id of the last state event, 0 before the first
   * @param since from when on calls are told
   * @param call the last call
   */
  record Cursor(long state, Instant since, Optional<EventId> call) {
    static final Cursor START = new Cursor(0, Instant.EPOCH, Optional.empty());
  }

  /**
   * An event as it is told.
   *
   * @param id empty for a call, from which nobody can resume
   * @param last whether none comes after it
   */
  record Event(Optional<Long> id, String name, ObjectNode data, boolean last) {}

  /** What has happened since a cursor, and whether nothing will come after it. */
  record News(List<Event> events, Cursor cursor, boolean ended) {}

  /** The cursor of who has had the events up to an id; empty if the run has not come that far. */
  static Optional<Cursor> resume(RunHistory history, long id) {
    if (StateEvent.attempt(id) > history.attempt()) {
      return Optional.empty();
    }
    Instant since =
        history.events().stream()
            .filter(event -> event.id() <= id)
            .flatMap(event -> event.at().stream())
            .reduce(Instant.EPOCH, (before, at) -> at);
    return Optional.of(new Cursor(id, since, Optional.empty()));
  }

  /** What has happened to a run since a cursor. */
  News after(RunId run, Cursor cursor) throws InterruptedException {
    Optional<RunHistory> found = histories.find(run);
    if (found.isEmpty()) {
      return new News(List.of(), cursor, true);
    }
    RunHistory history = found.get();
    List<StateEvent> states =
        history.events().stream().filter(event -> event.id() > cursor.state()).toList();
    List<RunEvents.Call> made = history.livemode() ? calls.after(run, cursor) : List.of();
    var next =
        new Cursor(
            states.isEmpty() ? cursor.state() : states.getLast().id(),
            cursor.since(),
            made.isEmpty() ? cursor.call() : Optional.of(made.getLast().id()));
    return new News(merged(run, states, made), next, history.closed());
  }

  /** The data of an event: of the last one the whole run, as it is read. */
  String data(RunId run, Event event) throws InterruptedException {
    Optional<Run> ended = event.last() ? store.find(run) : Optional.empty();
    return Json.text(ended.<Object>map(view::of).orElse(event.data()));
  }

  /** The events of a run up to now; the last one does not hold the run that it ends. */
  List<ObjectNode> list(Run run) throws InterruptedException {
    List<ObjectNode> list = new ArrayList<>();
    for (Event event : after(run.id(), Cursor.START).events()) {
      ObjectNode item = Json.object().put("id", event.id().map(String::valueOf).orElse(null));
      item.put("event", event.name()).setAll(event.data());
      list.add(item);
    }
    return list;
  }

  /** States in their order, each call before the first state that came after it. */
  private static List<Event> merged(RunId run, List<StateEvent> states, List<RunEvents.Call> made) {
    List<Event> events = new ArrayList<>();
    int told = 0;
    boolean placed = false;
    for (StateEvent state : states) {
      while (told < made.size() && (state.last() || precedes(made.get(told), state))) {
        events.add(event(run, made.get(told++)));
      }
      if (!(placed && state.name().equals(StateEvent.POSITION))) {
        events.add(event(run, state));
      }
      placed = state.name().equals("queued") && state.measure().isPresent();
    }
    made.subList(told, made.size()).forEach(call -> events.add(event(run, call)));
    return events;
  }

  private static boolean precedes(RunEvents.Call call, StateEvent state) {
    return state.at().filter(call.at()::isBefore).isPresent();
  }

  private static Event event(RunId run, StateEvent state) {
    ObjectNode data = Json.object().put("run_id", run.toString()).put("status_code", state.state());
    if (!state.measureName().isEmpty()) {
      data.put(
          state.measureName(),
          state.measure().isPresent() ? (Integer) state.measure().getAsInt() : null);
    }
    state.at().ifPresent(at -> data.put("at", Timestamp.text(at)));
    return new Event(Optional.of(state.id()), state.name(), data, state.last());
  }

  private static Event event(RunId run, RunEvents.Call call) {
    ObjectNode data =
        Json.object()
            .put("run_id", run.toString())
            .put("call_id", call.id().toString())
            .put("message", call.sentence())
            .put("at", Timestamp.text(call.at()));
    data.set("meta", call.meta());
    return new Event(Optional.empty(), "call", data, false);
  }
}
