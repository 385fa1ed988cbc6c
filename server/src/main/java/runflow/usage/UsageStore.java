package runflow.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.money.Money;

/** All SQL that reads the counts of ended runs. */
final class UsageStore {
  private final Db db;

  UsageStore(Db db) {
    this.db = db;
  }

  /** What an account used, in the order of its groups, and at most so many lines of it. */
  List<UsageLine> lines(Account account, Period period, Set<Grouping> groupings, int most) {
    return db.query(
        sql ->
            sql.createQuery(statement(groupings))
                .bind("org", account.org().value())
                .bind("live", account.livemode())
                .bind("from", period.from())
                .bind("to", period.to())
                .bind("most", most)
                .map((row, context) -> line(row, groupings))
                .list());
  }

  /** The names of keys are looked up for the lines of the report, not for the counts below it. */
  static String statement(Set<Grouping> groupings) {
    String columns = groupings.stream().map(Grouping::column).collect(Collectors.joining(", "));
    String counted =
        """
        select %1$s, sum(succeeded) as succeeded, sum(failed) as failed, sum(canceled) as canceled,
          coalesce(sum(quantity) filter (where unit = 'second'), 0) as seconds,
          sum(billed) as billed
        from usage_day
        where org_id = :org and livemode = :live and day between :from and :to
        group by %1$s order by %1$s limit :most
        """
            .formatted(columns);
    return groupings.contains(Grouping.KEY)
        ? """
          select used.*, api_key.prefix, api_key.name
          from (%s) as used
            join api_key on api_key.id = used.key_id and api_key.org_id = :org
          order by %s
          """
            .formatted(counted, columns)
        : counted;
  }

  private static UsageLine line(ResultSet row, Set<Grouping> groupings) throws SQLException {
    Map<Grouping, Object> group = new EnumMap<>(Grouping.class);
    for (Grouping grouping : groupings) {
      group.put(
          grouping,
          switch (grouping) {
            case DAY -> row.getObject("day", LocalDate.class);
            case MODEL -> row.getString("model");
            case KEY ->
                new UsageLine.Key(
                    row.getObject("key_id", UUID.class),
                    row.getString("prefix"),
                    row.getString("name"));
          });
    }
    return new UsageLine(
        group,
        new Counts(
            row.getLong("succeeded"),
            row.getLong("failed"),
            row.getLong("canceled"),
            row.getLong("seconds"),
            new Money(row.getLong("billed"))));
  }
}
