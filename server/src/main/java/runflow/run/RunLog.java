package runflow.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.LogId;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of each run. What the steps of its way had to say is stored, as are the calls to its
 * provider; what its provider has no use for follows from its input and is told when the log is
 * read.
 */
final class RunLog {
  /** Most lines that one step may write. */
  static final int MOST_LINES = 40;

  /** The bits by which a UUID says how it is made. */
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private static final int LONGEST_LINE = 1_000;

  private final Db db;
  private final Providers providers;
  private final boolean rewrites;
  private final RunRequests requests;
  private final RunEvents events;

  RunLog(Runs.Needs needs, RunRequests requests, RunEvents events) {
    this.events = events;
    this.db = needs.db();
    this.providers = needs.providers();
    this.rewrites = needs.rewriter().isPresent();
    this.requests = requests;
  }

  /**
   * A line as it is shown.
   *
   * @param meta what a program may want to read of it
   */
  private record Entry(LogId id, LogLine line, ObjectNode meta) {}

  /** Adds lines; no statement if there are none. */
  void add(Tx tx, List<LogLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into run_log (run_id, id, level, message, created_at)
                    select * from unnest(:runs, :ids, :levels, :messages, :times)
                    """),
            lines)
        .uuid("runs", line -> line.run().value())
        .uuid("ids", line -> LogId.create().value())
        .text("levels", line -> code(line.level()))
        .text("messages", LogLine::message)
        .time("times", LogLine::at)
        .done()
        .execute();
  }

  /** Sentences as lines of a run; what is too long or too much is cut. */
  static List<LogLine> lines(Run run, LogLine.Level level, List<String> sentences, Instant at) {
    return sentences.stream()
        .limit(MOST_LINES)
        .map(text -> text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text)
        .map(text -> new LogLine(run.id(), level, text, at))
        .toList();
  }

  /** The log of a run as the API shows it, the oldest line first: a list of one page. */
  ObjectNode view(Run run) {
    List<Entry> entries = new ArrayList<>(ignored(run));
    Stream.concat(
            stored(run.id()).stream(),
            events.of(run.id()).stream().map(call -> entry(run.id(), call)))
        .sorted(Comparator.comparing((Entry entry) -> entry.line().at()))
        .forEach(entries::add);
    ObjectNode page = Json.object();
    ArrayNode items = page.putArray("items");
    entries.forEach(entry -> items.add(view(entry)));
    return page.putNull("next_pq").putNull("prev_pq");
  }

  private List<Entry> stored(RunId run) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select id, level, message, created_at from run_log where run_id = :run order by id")
                .bind("run", run.value())
                .map(
                    (row, context) ->
                        new Entry(
                            new LogId(row.getObject("id", UUID.class)),
                            new LogLine(
                                run,
                                LogLine.Level.valueOf(
                                    row.getString("level").toUpperCase(Locale.ROOT)),
                                row.getString("message"),
                                row.getObject("created_at", OffsetDateTime.class).toInstant()),
                            Json.object()))
                .list());
  }

  /** What the run's provider has no use for; the ids follow from the run's, so they stay. */
  private List<Entry> ignored(Run run) {
    Optional<Provider> provider = providers.named(run.pinned().provider());
    if (provider.isEmpty()) {
      return List.of();
    }
    ProviderRequest request = requests.of(run);
    List<String> sentences = new ArrayList<>(provider.get().ignored(request));
    if (provider.get().terms().rewritesBlocked()
        && !rewrites
        && run.rewrittenPrompt().isEmpty()
        && request.input().path("auto_fix").asBoolean(false)) {
      sentences.add(
          "`auto_fix` had no effect: `providers.rewriter` is not configured on this server");
    }
    List<Entry> entries = new ArrayList<>();
    for (LogLine line : lines(run, LogLine.Level.INFO, sentences, run.timeline().createdAt())) {
      // The run's own time and a count, so that they sort as they are told.
      long count = VARIANT | entries.size();
      var id = new LogId(new UUID(run.id().value().getMostSignificantBits(), count));
      entries.add(new Entry(id, line, Json.object()));
    }
    return entries;
  }

  private static Entry entry(RunId run, RunEvents.Call call) {
    return new Entry(
        new LogId(call.id().value()),
        new LogLine(run, LogLine.Level.INFO, call.sentence(), call.at()),
        call.meta());
  }

  private static ObjectNode view(Entry entry) {
    LogLine line = entry.line();
    ObjectNode view =
        Json.object()
            .put("id", entry.id().toString())
            .put("run_id", line.run().toString())
            .put("level_code", code(line.level()))
            .put("message", line.message())
            .put("timestamp", Timestamp.text(line.at()));
    view.set("meta", entry.meta());
    return view;
  }

  private static String code(LogLine.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
