package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.id.EventId;
import runflow.id.RunId;
import runflow.id.Uuids;
import runflow.json.Json;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened on a run's way to a real provider: an event for each call, with its duration, what
 * the provider calls it and what the provider says that it costs. The sandbox makes no calls.
 */
final class RunEvents {
  /** Most calls of one step that are told at a time. */
  private static final int MOST_AT_ONCE = 32;

  /** Most calls of a run that are shown. */
  private static final int MOST_SHOWN = 400;

  private static final int AT_ONCE = 1_000;
  private static final int MOST_ROUNDS = 50;

  private static final Logger log = LoggerFactory.getLogger(RunEvents.class);

  private final Db db;
  private final InstantSource clock;

  RunEvents(Db db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /** The calls of one step as they are made. */
  final class Made implements CallLog {
    private final RunId run;
    private final String provider;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private Made(RunId run, String provider) {
      this.run = run;
      this.provider = provider;
    }

    @Override
    public void called(ProviderCall call) {
      if (events.size() < MOST_AT_ONCE) {
        events.add(new Event(EventId.create(), clock.instant(), detail(provider, call)));
      }
    }

    /**
     * Keeps the calls made so far; no statement if there are none. To be called before the run is
     * ended, as whoever follows it hears nothing after its end. Events are told, not relied on: a
     * database that is away does not change how the step ends.
     */
    void keep() {
      List<Event> made = List.copyOf(events);
      events.removeAll(made);
      if (!made.isEmpty()) {
        try {
          insert(run, made);
        } catch (RuntimeException e) {
          log.warn("run {}: {} of its events are lost: {}", run, made.size(), e.toString());
        }
      }
    }
  }

  private record Event(EventId id, Instant at, String detail) {}

  /** Begins to note the calls of a step of a run. */
  Made begin(RunId run, String provider) {
    return new Made(run, provider);
  }

  /**
   * Forgets the events of ended runs that were created before a time; what a run's own row says
   * about its way stays. Bounded: what is left after it is for the next sweep.
   */
  void forget(Instant createdBefore) {
    int rounds = 0;
    while (rounds < MOST_ROUNDS && forgetSome(createdBefore) == AT_ONCE) {
      rounds++;
    }
  }

  private int forgetSome(Instant createdBefore) {
    return db.query(
        sql ->
            sql.createUpdate(
                    """
                    delete from run_event where (run_id, id) in (
                      select run_id, id from run_event where run_id < :oldest
                        and not exists (select from run
                          where run.id = run_event.run_id and completed_at is null)
                      order by run_id, id limit :most)
                    """)
                .bind("oldest", Uuids.first(createdBefore))
                .bind("most", AT_ONCE)
                .execute());
  }

  private void insert(RunId run, List<Event> events) {
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

  /**
   * One call as the run's caller may know it: no path and no cost, which are the operator's.
   *
   * @param sentence for people
   * @param meta for programs: provider, purpose, duration_ms and what is known of status,
   *     request_id and trouble
   */
  record Call(EventId id, Instant at, String sentence, ObjectNode meta) {}

  /** The calls of a run, the oldest first; of very many the last {@value #MOST_SHOWN}. */
  List<Call> of(RunId run) {
    return after(run, EventFeed.Cursor.START);
  }

  /** As {@link #of}, those that come after a cursor. */
  List<Call> after(RunId run, EventFeed.Cursor cursor) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id, detail, created_at from (
                      select id, detail, created_at from run_event
                      where run_id = :run and kind = 'provider_call' and created_at >= :since
                        and (:after::uuid is null or id > :after::uuid)
                      order by id desc limit :limit
                    ) latest order by id
                    """)
                .bind("run", run.value())
                .bind("since", OffsetDateTime.ofInstant(cursor.since(), ZoneOffset.UTC))
                .bind("after", cursor.call().map(EventId::value).orElse(null))
                .bind("limit", MOST_SHOWN)
                .map(
                    (row, context) ->
                        call(
                            new EventId(row.getObject("id", UUID.class)),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            (ObjectNode) Json.tree(row.getString("detail"))))
                .list());
  }

  private static Call call(EventId id, Instant at, ObjectNode detail) {
    ObjectNode meta = detail.deepCopy();
    meta.remove(List.of("method", "path", "cost"));
    String answer =
        detail.has("status")
            ? "answered %d".formatted(detail.path("status").intValue())
            : "gave no answer: " + detail.path("trouble").asString();
    String sentence =
        "%s at %s %s after %d ms"
            .formatted(
                detail.path("purpose").asString(),
                detail.path("provider").asString(),
                answer,
                detail.path("duration_ms").longValue());
    return new Call(id, at, sentence, meta);
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
