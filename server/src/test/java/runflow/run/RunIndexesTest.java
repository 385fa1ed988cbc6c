package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.db.Db;
import runflow.testing.SharedPostgres;

class RunIndexesTest {
  /** Each of them in an index would make every such change an entry in every index of the row. */
  @Test
  void noIndexLooksAtWhatChangesWhileARunIsUnderWay() {
    try (Db db = Db.open(SharedPostgres.freshDatabase(), 1)) {
      List<String> indexes =
          db.query(
              sql ->
                  sql.createQuery("select indexdef from pg_indexes where tablename = 'run'")
                      .mapTo(String.class)
                      .list());
      assertThat(indexes)
          .hasSizeGreaterThan(3)
          .allSatisfy(
              index ->
                  assertThat(index).doesNotContainPattern("\\b(state|progress|provider_ref)\\b"));
    }
  }
}
