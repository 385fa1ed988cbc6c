package runflow.provider.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.FailureCode;
import runflow.id.RunId;
import runflow.json.Json;

/** All SQL of the sandbox: its renders and the clips it keeps. */
final class RenderStore {
  private final Db db;

  RenderStore(Db db) {
    this.db = db;
  }

  /** Where a render stands. */
  enum State {
    WAITING,
    RENDERING,
    DONE,
    FAILED,
    CANCELED
  }

  /** Why a render ended without a clip. */
  record Trouble(FailureCode code, String message) {}

  /**
   * One render.
   *
   * @param image the picture to animate, while it is needed
   * @param result JSON of a {@link Clip} or of a {@link Trouble}; null until there is one
   */
  record Render(
      RunId run,
      Shot shot,
      Optional<byte[]> image,
      long seed,
      State state,
      int progress,
      @Nullable String result) {

    Clip clip() {
      return Json.MAPPER.readValue(result, Clip.class);
    }

    Trouble trouble() {
      return Json.MAPPER.readValue(result, Trouble.class);
    }
  }

  /** Whether the render is new; a repeated submission changes nothing. */
  boolean insert(Tx tx, Render render, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                insert into sandbox_render (run_id, script, image, seed, state, created_at)
                values (:run, :script, :image, :seed, 'waiting', :now)
                on conflict do nothing
                """)
            .bind("run", render.run().value())
            .bind("script", Json.text(render.shot()))
            .bind("image", render.image().orElse(null))
            .bind("seed", render.seed())
            .bind("now", time(now))
            .execute()
        == 1;
  }

  Optional<Render> find(RunId run) {
    return find(run, "select run_id, script, image, seed, state, progress, result");
  }

  /** As {@link #find}, without the picture's bytes. */
  Optional<Render> status(RunId run) {
    return find(run, "select run_id, script, null::bytea as image, seed, state, progress, result");
  }

  private Optional<Render> find(RunId run, String select) {
    return db.query(
        sql ->
            sql.createQuery(select + " from sandbox_render where run_id = :run")
                .bind("run", run.value())
                .map((row, context) -> render(row))
                .findOne());
  }

  /** Records progress; false if the render was cancelled. */
  boolean progress(RunId run, int percent) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        update sandbox_render set state = 'rendering', progress = :percent
                        where run_id = :run and state in ('waiting', 'rendering')
                        """)
                    .bind("run", run.value())
                    .bind("percent", percent)
                    .execute()
                == 1);
  }

  /**
   * The waiting renders of organisations whose last turn at the engine is longer ago than that of a
   * run's own, the longest first.
   */
  List<RunId> ahead(RunId run, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    with own as (
                      select run.org_id, coalesce(turn.at, '-infinity') as at from run
                        left join provider_turn as turn
                          on turn.provider = 'sandbox' and turn.org_id = run.org_id
                      where run.id = :run
                    )
                    select render.run_id from own, sandbox_render as render
                      join run on run.id = render.run_id
                      left join provider_turn as turn
                        on turn.provider = 'sandbox' and turn.org_id = run.org_id
                    where render.state = 'waiting' and run.org_id <> own.org_id
                      and coalesce(turn.at, '-infinity') < own.at
                    order by coalesce(turn.at, '-infinity'), render.run_id limit :limit
                    """)
                .bind("run", run.value())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .map(RunId::new)
                .list());
  }

  /** Notes that a run's organisation has its turn at the engine. */
  void turn(RunId run) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    insert into provider_turn (provider, org_id, at)
                    select 'sandbox', org_id, clock_timestamp() from run where id = :run
                    on conflict (provider, org_id) do update set at = excluded.at
                    """)
                .bind("run", run.value())
                .execute());
  }

  /** Ends a render that is not cancelled, and drops its picture. */
  boolean end(Tx tx, RunId run, State state, Object result, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                update sandbox_render set state = :state, result = :result, image = null,
                  completed_at = :now
                where run_id = :run and state in ('waiting', 'rendering')
                """)
            .bind("run", run.value())
            .bind("state", state.name().toLowerCase(Locale.ROOT))
            .bind("result", Json.text(result))
            .bind("now", time(now))
            .execute()
        == 1;
  }

  void cancel(RunId run, Instant now) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update sandbox_render set state = 'canceled', image = null, completed_at = :now
                    where run_id = :run and state in ('waiting', 'rendering')
                    """)
                .bind("run", run.value())
                .bind("now", time(now))
                .execute());
  }

  Optional<Clip> clip(String name) {
    return db.query(
        sql ->
            sql.createQuery("select result from sandbox_clip where format = :name")
                .bind("name", name)
                .map((row, context) -> Json.MAPPER.readValue(row.getString("result"), Clip.class))
                .findOne());
  }

  /** Every clip that is kept: one for each format that was asked for. */
  List<Clip> clips() {
    return db.query(
        sql ->
            sql.createQuery("select result from sandbox_clip")
                .map((row, context) -> Json.MAPPER.readValue(row.getString(1), Clip.class))
                .list());
  }

  void keepClip(Tx tx, String name, Clip clip, Instant now) {
    tx.sql()
        .createUpdate(
            """
            insert into sandbox_clip (format, result, created_at) values (:name, :result, :now)
            on conflict do nothing
            """)
        .bind("name", name)
        .bind("result", Json.text(clip))
        .bind("now", time(now))
        .execute();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Render render(ResultSet row) throws SQLException {
    return new Render(
        new RunId(row.getObject("run_id", UUID.class)),
        Json.MAPPER.readValue(row.getString("script"), Shot.class),
        Optional.ofNullable(row.getBytes("image")),
        row.getLong("seed"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("progress"),
        row.getString("result"));
  }
}
