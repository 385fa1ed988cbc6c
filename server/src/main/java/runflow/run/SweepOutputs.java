package runflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.asset.Retention;
import runflow.asset.UnusedFiles;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;
import runflow.json.Json;

/**
 * Lets the files of runs go that have been finished for as long as their organisation keeps them.
 * Goes through an account's runs in the order of their creation, remembers how far, and waits at a
 * run that is not so far: what follows it is let go later.
 */
final class SweepOutputs implements Runnable {
  private static final int AT_ONCE = 500;
  private static final int MOST_ROUNDS = 20;

  private final Db db;
  private final OutputFiles files;
  private final UnusedFiles unused;
  private final Retention retention;
  private final InstantSource clock;

  SweepOutputs(Db db, OutputFiles files, Retention retention, InstantSource clock) {
    this.db = db;
    this.files = files;
    this.unused = new UnusedFiles(db);
    this.retention = retention;
    this.clock = clock;
  }

  /** A run on the way of the sweep. */
  private record Passed(
      RunId id, Instant createdAt, Optional<Instant> completedAt, Optional<String> output) {
    boolean endedBefore(Instant time) {
      return completedAt.filter(end -> end.isBefore(time)).isPresent();
    }
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    retention
        .outputs()
        .forEach(
            (org, time) -> {
              sweep(new Account(org, false), time, now);
              sweep(new Account(org, true), time, now);
            });
  }

  private void sweep(Account account, Duration time, Instant now) {
    Instant end = now.minus(time);
    int rounds = 0;
    while (rounds < MOST_ROUNDS && sweepSome(account, end, now) == AT_ONCE) {
      rounds++;
    }
  }

  private int sweepSome(Account account, Instant end, Instant now) {
    return db.inTx(
        tx -> {
          List<Passed> passed = new ArrayList<>();
          for (Passed run : next(tx, account, end)) {
            if (!run.endedBefore(end)) {
              break;
            }
            passed.add(run);
          }
          if (!passed.isEmpty()) {
            letGo(tx, passed, now);
            remember(tx, account, passed.getLast());
          }
          return passed.size();
        });
  }

  private void letGo(Tx tx, List<Passed> passed, Instant now) {
    List<OutputFiles.Use> dropped =
        passed.stream()
            .filter(run -> run.output().isPresent())
            .flatMap(
                run ->
                    OutputFiles.of(
                        run.id(),
                        Json.MAPPER.readValue(run.output().orElseThrow(), RunOutput.class)))
            .toList();
    files.drop(tx, dropped);
    Set<String> names =
        dropped.stream().map(OutputFiles.Use::sha256).collect(Collectors.toUnmodifiableSet());
    unused.note(tx, names, now);
  }

  private static List<Passed> next(Tx tx, Account account, Instant end) {
    return tx.sql()
        .createQuery(
            """
            select run.id, run.created_at, completed_at, output from run
            where org_id = :org and livemode = :live and run.created_at < :end
              and (run.created_at, run.id) > (
                coalesce((select created_at from output_sweep
                  where org_id = :org and livemode = :live), '-infinity'::timestamptz),
                coalesce((select run_id from output_sweep
                  where org_id = :org and livemode = :live),
                  '00000000-0000-0000-0000-000000000000'::uuid))
            order by run.created_at, run.id limit :most
            """)
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .bind("end", time(end))
        .bind("most", AT_ONCE)
        .map((row, context) -> passed(row))
        .list();
  }

  private static void remember(Tx tx, Account account, Passed last) {
    tx.sql()
        .createUpdate(
            """
            insert into output_sweep (org_id, livemode, created_at, run_id)
            values (:org, :live, :created, :run)
            on conflict (org_id, livemode) do update
              set created_at = excluded.created_at, run_id = excluded.run_id
            """)
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .bind("created", time(last.createdAt()))
        .bind("run", last.id().value())
        .execute();
  }

  private static Passed passed(ResultSet row) throws SQLException {
    return new Passed(
        new RunId(row.getObject("id", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("completed_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("output")));
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
