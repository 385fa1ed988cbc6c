package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.id.EventId;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened on a run's way to a real provider: an event for each call, with its duration, what
 * the provider calls it and what the provider says that it costs. The sandbox makes no calls.
 */
final class RunEvents {
  /** Most calls of one step that are told. */
  private static final int MOST_AT_ONCE = 32;

  private final Db db;
  private final InstantSource clock;

  RunEvents(Db db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /** The calls of one step as they are made. */
  final class Made implements CallLog {
    private final String provider;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private Made(String provider) {
      this.provider = provider;
    }

    @Override
    public void called(ProviderCall call) {
      if (events.size() < MOST_AT_ONCE) {
        events.add(new Event(EventId.create(), clock.instant(), detail(provider, call)));
      }
    }
  }

  private record Event(EventId id, Instant at, String detail) {}

  Made begin(String provider) {
    return new Made(provider);
  }

  /** Keeps what a step did; no statement if it made no call. */
  void keep(RunId run, Made made) {
    List<Event> events = List.copyOf(made.events);
    if (events.isEmpty()) {
      return;
    }
    db.query(
        sql ->
            Columns.bind(
                    sql.createUpdate(
                            """
                            insert into run_event (run_id, id, kind, detail, created_at)
                            select :run, id, 'provider_call', detail, at
                            from unnest(:ids, :details, :times) as event (id, detail, at)
                            """)
                        .bind("run", run.value()),
                    events)
                .uuid("ids", event -> event.id().value())
                .text("details", Event::detail)
                .time("times", Event::at)
                .done()
                .execute());
  }

  private static String detail(String provider, ProviderCall call) {
    ObjectNode detail =
        Json.object()
            .put("provider", provider)
            .put("purpose", call.purpose().name().toLowerCase(Locale.ROOT))
            .put("method", call.method())
            .put("path", call.path())
            .put("duration_ms", call.took().toMillis());
    call.status().ifPresent(status -> detail.put("status", status));
    call.requestId().ifPresent(id -> detail.put("request_id", id));
    call.cost().ifPresent(cost -> detail.put("cost", cost));
    call.trouble().ifPresent(trouble -> detail.put("trouble", trouble));
    return Json.text(detail);
  }
}
