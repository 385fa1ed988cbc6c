package runflow.run;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.db.Db;
import runflow.id.RunId;

/** Finds those of many runs that have ended, in one statement. */
final class ClosedRuns {
  private final Db db;

  ClosedRuns(Db db) {
    this.db = db;
  }

  Set<RunId> among(Set<RunId> runs) {
    return db.query(
        sql ->
            sql
                .createQuery("select id from run where id = any(:ids) and completed_at is not null")
                .bindArray("ids", UUID.class, runs.stream().map(RunId::value).toArray())
                .mapTo(UUID.class)
                .stream()
                .map(RunId::new)
                .collect(Collectors.toSet()));
  }
}
