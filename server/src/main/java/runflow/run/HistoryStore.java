package runflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import runflow.db.Batches;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.id.RunId;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** All SQL about the way that runs have come. Reads that come together share a statement. */
final class HistoryStore {
  /**
   * The end of a statement that sends a run back to the queue, and whose {@code back} is its row:
   * keeps what the attempt came to. Needs {@code event}, the id of a new event.
   */
  static final String SENT_BACK =
      """
      insert into run_event (run_id, id, kind, detail, created_at)
      select id, :event, 'sent_back',
        json_build_object('attempt', attempt,
          'dispatched_ms', (extract(epoch from coalesce(dispatched_at, started_at)) * 1000)::bigint,
          'running_ms', (extract(epoch from running_at) * 1000)::bigint,
          'ms', (extract(epoch from clock_timestamp()) * 1000)::bigint)::text,
        clock_timestamp()
      from back
      """;

  private static final Batches.Settings READS = new Batches.Settings("history-reads", 256, 1);

  private final Db db;
  private final Batches<RunId, Optional<RunHistory>> reads;

  HistoryStore(Db db) {
    this.db = db;
    this.reads =
        new Batches<>(
            READS,
            id -> id,
            ids -> {
              Map<RunId, RunHistory> found = of(Set.copyOf(ids));
              return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
            });
  }

  /** The way of one run; empty if there is no such run. */
  Optional<RunHistory> find(RunId id) throws InterruptedException {
    return reads.call(id);
  }

  /** The ways of many runs. */
  Map<RunId, RunHistory> of(Set<RunId> runs) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        """
                        select id, livemode, state, attempt, progress, created_at, started_at, dispatched_at,
                          running_at, completed_at,
                          case when attempt > 1 or attempt = 1 and state not in
                              ('dispatching', 'running', 'succeeded')
                            then (select json_agg(detail::json order by run_event.id)::text
                              from run_event where run_id = run.id and kind = 'sent_back')
                            end as sent_back,
                          %s
                        from run where id = any(:ids)
                        """
                            .formatted(LaneStore.POSITION)),
                    List.copyOf(runs))
                .uuid("ids", RunId::value)
                .done()
                .map((row, context) -> history(row))
                .stream()
                .collect(Collectors.toMap(RunHistory::run, Function.identity())));
  }

  private static RunHistory history(ResultSet row) throws SQLException {
    int counted = row.getInt("queue_position");
    OptionalInt position = row.wasNull() ? OptionalInt.empty() : Admission.position(counted);
    Optional<Instant> started = instant(row, "started_at");
    return new RunHistory(
        new RunId(row.getObject("id", UUID.class)),
        row.getBoolean("livemode"),
        row.getString("state"),
        row.getInt("attempt"),
        row.getInt("progress"),
        position,
        sentBack(row.getString("sent_back")),
        new RunHistory.Times(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            instant(row, "dispatched_at").or(() -> started),
            instant(row, "running_at"),
            instant(row, "completed_at")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static List<RunHistory.Attempt> sentBack(@Nullable String json) {
    List<RunHistory.Attempt> attempts = new ArrayList<>();
    if (json != null) {
      for (JsonNode one : Json.tree(json)) {
        attempts.add(
            new RunHistory.Attempt(
                one.path("attempt").intValue(),
                millis(one.path("dispatched_ms")),
                millis(one.path("running_ms")),
                millis(one.path("ms"))));
      }
    }
    return attempts;
  }

  private static Optional<Instant> millis(JsonNode node) {
    return node.isIntegralNumber()
        ? Optional.of(Instant.ofEpochMilli(node.longValue()))
        : Optional.empty();
  }
}
