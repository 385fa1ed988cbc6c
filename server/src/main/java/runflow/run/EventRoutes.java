package runflow.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;

/** The events of one run as a stream that can be resumed. */
final class EventRoutes {
  private final OwnRuns runs;
  private final HistoryStore histories;
  private final Runs.Shared shared;
  private final RunFollowers followers;
  private final StreamPlaces places;

  EventRoutes(Runs.Shared shared) {
    this.runs = new OwnRuns(shared.store());
    this.histories = shared.histories();
    this.shared = shared;
    this.followers = shared.followers();
    this.places = new StreamPlaces(shared.needs().streams());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/runs/{id}/events", Access.withOrReadToken(Scope.RUNS_READ), this::stream));
  }

  private Reply stream(Call call) throws InterruptedException {
    Run run = runs.require(call);
    Optional<EventFeed.Cursor> cursor = cursor(call, run);
    if (cursor.isEmpty()) {
      return Reply.noContent();
    }
    StreamPlaces.Place place =
        places
            .take(call.caller())
            .orElseThrow(() -> new ApiException(ErrorCode.RATE_LIMITED, places.full()));
    RunFollowers.Follower follower = followers.follow(run.id());
    var feed = new EventFeed(shared, shared.view().to(call.caller()));
    return new Reply.Stream(
        200,
        Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        "text/event-stream",
        new EventStream(run.id(), feed, cursor.get(), follower, place));
  }

  /** Where the stream begins; empty if its client has had everything there will ever be. */
  private Optional<EventFeed.Cursor> cursor(Call call, Run run) throws InterruptedException {
    Optional<String> last = call.header("Last-Event-ID").filter(id -> !id.isEmpty());
    if (last.isEmpty()) {
      return Optional.of(EventFeed.Cursor.START);
    }
    RunHistory history = histories.find(run.id()).orElseThrow();
    EventFeed.Cursor cursor =
        StateEvent.parseId(last.get())
            .flatMap(id -> EventFeed.resume(history, id))
            .orElseThrow(() -> unknown(last.get()));
    return history.closed() && cursor.state() >= history.latest()
        ? Optional.empty()
        : Optional.of(cursor);
  }

  private static ApiException unknown(String id) {
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        "`Last-Event-ID` must be the id of an event of this run, but was `%s`; leave it out to begin at the first"
            .formatted(id.length() > 40 ? id.substring(0, 40) + "…" : id));
  }
}
