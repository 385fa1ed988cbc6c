package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.testing.BigRuns;
import runflow.testing.SharedPostgres;

/** Runs of low priority that have waited long, while other transactions work at their lanes. */
class PromotionTest {
  private static final OrgId ORG = new OrgId(new UUID(1, 1));
  private static final Lane LANE = new Lane(new Account(ORG, false), "sandbox", "m");

  private Db db;
  private LaneStore lanes;

  @BeforeEach
  void fill() {
    db = Db.open(SharedPostgres.freshDatabase(), 4);
    lanes = new LaneStore(db);
    db.query(
        sql -> {
          BigRuns.fill(sql, ORG.value(), 20);
          return sql.execute("update run set low = true, lane = 'n' where request_id = 'r2'")
              + sql.execute("update run set low = true where request_id <> 'r2'");
        });
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void theOldestOfEachLaneIsPromoted() {
    lanes.promoteOldest(Instant.now());
    assertThat(promoted()).containsExactly("r1", "r2");
  }

  /**
   * It holds no lock of an account: waiting for one run while it has another would be a deadlock.
   */
  @Test
  void aRunThatIsBeingAdmittedIsPassedOverAndNotWaitedFor() {
    List<RunId> admitted =
        db.inTx(
            tx -> {
              List<RunId> next = lanes.admit(tx, Map.of(LANE, 1));
              lanes.promoteOldest(Instant.now());
              return next;
            });
    assertThat(admitted).hasSize(1);
    assertThat(promoted()).as("r1 was being admitted").containsExactly("r2");

    lanes.promoteOldest(Instant.now());
    assertThat(promoted()).containsExactly("r2", "r4");
    List<RunId> more = db.inTx(tx -> lanes.admit(tx, Map.of(LANE, 1)));
    assertThat(more).as("the place is taken").isEmpty();
  }

  private List<String> promoted() {
    return db.query(
        sql ->
            sql.createQuery("select request_id from run where not low order by id")
                .mapTo(String.class)
                .list());
  }
}
