package runflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import runflow.billing.Account;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * All SQL about lanes. A waiting run is not admitted, one in place is; both are open. Only who
 * holds the lock of an account may change or rely on what is said here about its lanes.
 */
final class LaneStore {
  /** The positions of runs that wait are told up to this number. */
  static final int LAST_TOLD_POSITION = 100;

  /** The column {@code queue_position} of a query on {@code run}: null unless the run waits. */
  static final String POSITION =
      """
      case when not run.admitted and run.completed_at is null then
        (select count(*) from (
          select from run as ahead where ahead.org_id = run.org_id
            and ahead.livemode = run.livemode and ahead.provider = run.provider
            and ahead.lane = run.lane and not ahead.admitted
            and ahead.completed_at is null and (ahead.low, ahead.id) <= (run.low, run.id)
          limit %d) counted)
        end as queue_position"""
          .formatted(LAST_TOLD_POSITION + 1);

  private final Db db;

  LaneStore(Db db) {
    this.db = db;
  }

  /**
   * How full a lane is.
   *
   * @param inPlace runs that were admitted, counted up to the number of places; all places if
   *     others wait
   * @param waiting runs that were not, counted up to one more than is told
   * @param normal those of them with normal priority
   */
  record Occupancy(int inPlace, int waiting, int normal) {
    static final Occupancy EMPTY = new Occupancy(0, 0, 0);

    /** With one more run that waits. */
    Occupancy plusWaiting(Priority priority) {
      return new Occupancy(inPlace, waiting + 1, priority == Priority.NORMAL ? normal + 1 : normal);
    }
  }

  /** How full lanes are. */
  Map<Lane, Occupancy> occupancy(Tx tx, Map<Lane, Integer> places) {
    Map<Lane, Occupancy> found = new HashMap<>();
    about(
            tx.sql()
                .createQuery(
                    """
                    select asked.org_id, asked.livemode, asked.provider, asked.lane, waiting, normal,
                      case when waiting = 0 then (select count(*) from (
                        select from run where run.org_id = asked.org_id
                          and run.livemode = asked.livemode and run.provider = asked.provider
                          and run.lane = asked.lane and admitted and completed_at is null
                        limit places) counted) else places end as in_place
                    from unnest(:orgs, :lives, :providers, :lanes, :places)
                        as asked (org_id, livemode, provider, lane, places),
                      lateral (select count(*) as waiting,
                        count(*) filter (where not low) as normal from (
                        select low from run where run.org_id = asked.org_id
                          and run.livemode = asked.livemode and run.provider = asked.provider
                          and run.lane = asked.lane and not admitted and completed_at is null
                        order by low, id limit :most_waiting) counted) line
                    """)
                .bind("most_waiting", LAST_TOLD_POSITION + 1),
            places)
        .map(
            (row, context) ->
                found.put(
                    lane(row),
                    new Occupancy(
                        row.getInt("in_place"), row.getInt("waiting"), row.getInt("normal"))))
        .list();
    return found;
  }

  /**
   * Admits into lanes with room, those that came first; of low priority only if no other waits.
   *
   * @return the runs that were admitted, which have no job yet
   */
  List<RunId> admit(Tx tx, Map<Lane, Integer> places) {
    return about(
            tx.sql()
                .createQuery(
                    """
                    with asked as (
                      select * from unnest(:orgs, :lives, :providers, :lanes, :places)
                        as asked (org_id, livemode, provider, lane, places)
                      where exists (select from run where run.org_id = asked.org_id
                        and run.livemode = asked.livemode and run.provider = asked.provider
                        and run.lane = asked.lane and not admitted and completed_at is null)
                    ), next as (
                      select waiting.id from asked, lateral (
                        select id from run where run.org_id = asked.org_id
                          and run.livemode = asked.livemode and run.provider = asked.provider
                          and run.lane = asked.lane and not admitted and completed_at is null
                        order by low, id
                        limit places - (select count(*) from (
                          select from run where run.org_id = asked.org_id
                            and run.livemode = asked.livemode and run.provider = asked.provider
                            and run.lane = asked.lane and admitted and completed_at is null
                          limit places) in_place)
                      ) waiting
                    )
                    update run set admitted = true from next where run.id = next.id returning run.id
                    """),
            places)
        .mapTo(UUID.class)
        .map(RunId::new)
        .list();
  }

  /**
   * Gives normal priority to the oldest run of low priority in each lane, if it was created before
   * a time; being the older one it comes next. This holds no lock of an account, so it waits for
   * nobody: a run that is being admitted or ended just now is passed over.
   */
  void promoteOldest(Instant createdBefore) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update run set low = false from (
                      select run.id from run join (
                        select distinct on (org_id, livemode, provider, lane) id from run
                        where low and not admitted and completed_at is null and created_at < :before
                        order by org_id, livemode, provider, lane, id
                      ) oldest on run.id = oldest.id
                      where not admitted and completed_at is null
                      for update of run skip locked
                    ) free
                    where run.id = free.id
                    """)
                .bind("before", OffsetDateTime.ofInstant(createdBefore, ZoneOffset.UTC))
                .execute());
  }

  /** Lanes in which runs wait: hops through the index from lane to lane, however many wait. */
  List<Lane> crowded(int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    with recursive crowded as (
                      (select org_id, livemode, provider, lane from run
                        where not admitted and completed_at is null
                        order by org_id, livemode, provider, lane limit 1)
                      union all
                      select next.* from crowded, lateral (
                        select org_id, livemode, provider, lane from run
                        where not admitted and completed_at is null
                          and (org_id, livemode, provider, lane)
                            > (crowded.org_id, crowded.livemode, crowded.provider, crowded.lane)
                        order by org_id, livemode, provider, lane limit 1) next
                    )
                    select * from crowded limit :limit
                    """)
                .bind("limit", limit)
                .map((row, context) -> lane(row))
                .list());
  }

  private static Query about(Query query, Map<Lane, Integer> places) {
    return Columns.bind(query, List.copyOf(places.entrySet()))
        .uuid("orgs", entry -> entry.getKey().account().org().value())
        .flag("lives", entry -> entry.getKey().account().livemode())
        .text("providers", entry -> entry.getKey().provider())
        .text("lanes", entry -> entry.getKey().name())
        .number("places", Map.Entry::getValue)
        .done();
  }

  private static Lane lane(ResultSet row) throws SQLException {
    return new Lane(
        new Account(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        row.getString("provider"),
        row.getString("lane"));
  }
}
