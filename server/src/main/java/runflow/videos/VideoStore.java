package runflow.videos;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import runflow.db.Db;
import runflow.id.RunId;

/** All SQL about videos: which runs are no longer shown as one. */
final class VideoStore {
  /** Holds for the rows of {@code run} that are still videos. */
  static final String SHOWN =
      "not exists (select from deleted_video where deleted_video.run_id = run.id)";

  private final Db db;

  VideoStore(Db db) {
    this.db = db;
  }

  boolean deleted(RunId run) {
    return db.query(
        sql ->
            sql.createQuery("select exists (select from deleted_video where run_id = :run)")
                .bind("run", run.value())
                .mapTo(Boolean.class)
                .one());
  }

  /** Deletes a video; again is as good as once. */
  void delete(RunId run, Instant now) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    insert into deleted_video (run_id, deleted_at) values (:run, :now)
                    on conflict do nothing
                    """)
                .bind("run", run.value())
                .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .execute());
  }
}
