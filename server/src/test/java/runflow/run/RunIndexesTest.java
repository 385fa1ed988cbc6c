package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.db.Db;
import runflow.testing.SharedPostgres;

class RunIndexesTest {
  private static Db db;

  @BeforeAll
  static void open() {
    db = Db.open(SharedPostgres.freshDatabase(), 1);
  }

  @AfterAll
  static void close() {
    db.close();
  }

  /** Each of them in an index would make every such change an entry in every index of the row. */
  @Test
  void noIndexLooksAtWhatChangesWhileARunIsUnderWay() {
    assertThat(indexes())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            index ->
                assertThat(index).doesNotContainPattern("\\b(state|progress|provider_ref)\\b"));
  }

  /** With statistics from a moment without open runs, PostgreSQL takes any index that answers. */
  @Test
  void onlyIndexesThatKnowLanesAnswerForOpenRunsInLanes() {
    assertThat(indexes())
        .filteredOn(index -> index.contains("completed_at IS NULL") && !index.contains("(low"))
        .hasSize(2)
        .allSatisfy(index -> assertThat(index).contains("(org_id, livemode, provider, lane"));
  }

  private static List<String> indexes() {
    return db.query(
        sql ->
            sql.createQuery("select indexdef from pg_indexes where tablename = 'run'")
                .mapTo(String.class)
                .list());
  }
}
