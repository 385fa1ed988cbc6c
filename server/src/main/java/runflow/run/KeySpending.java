package runflow.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Caller;
import runflow.http.SpendingCap;
import runflow.id.KeyId;
import runflow.money.Money;

/**
 * What capped keys have spent, by period: open runs at their price, ended ones as billed, in the
 * period in which they were created. Keys without a cap cost no statement. Whoever changes a count
 * holds the account of its runs, so it is exact.
 */
final class KeySpending {
  private final Db db;

  KeySpending(Db db) {
    this.db = db;
  }

  /** One count: of a key and those that were made from it by rotation, in one period. */
  private record Count(KeyId line, Instant since) {}

  /** What capped keys may still spend, as one transaction sees and changes it. */
  static final class Allowance {
    private final Map<Count, Money> spent;

    private Allowance(Map<Count, Money> spent) {
      this.spent = spent;
    }

    /** What is left for a run's key before the run; empty if it has no cap. */
    Optional<Money> left(Run run, Caller.Grant grant) {
      return grant
          .cap()
          .map(cap -> cap.amount().minus(spent.getOrDefault(count(run, grant, cap), Money.ZERO)));
    }

    /** Counts the price of a run that is accepted. */
    void take(Run run, Caller.Grant grant) {
      grant
          .cap()
          .ifPresent(cap -> spent.merge(count(run, grant, cap), run.pinned().price(), Money::plus));
    }
  }

  /** What the keys of candidates may spend; their accounts must be locked. */
  Allowance allowance(Tx tx, List<AcceptRuns.Candidate> candidates) {
    List<Count> counts =
        candidates.stream().flatMap(one -> count(one).stream()).distinct().toList();
    Map<Count, Money> spent = new HashMap<>();
    if (!counts.isEmpty()) {
      bind(
              tx.sql()
                  .createQuery(
                      """
                      select key_spending.* from key_spending
                      join unnest(:lines, :sinces) as count (line, since) using (line, since)
                      """),
              counts)
          .map(
              (row, context) ->
                  spent.put(
                      new Count(
                          new KeyId(row.getObject("line", UUID.class)),
                          row.getObject("since", OffsetDateTime.class).toInstant()),
                      new Money(row.getLong("micros"))))
          .list();
    }
    return new Allowance(spent);
  }

  /** Writes what accepted runs cost. */
  void add(Tx tx, List<AcceptRuns.Candidate> accepted) {
    Map<Count, Money> prices = new HashMap<>();
    for (AcceptRuns.Candidate one : accepted) {
      count(one).ifPresent(count -> prices.merge(count, one.run().pinned().price(), Money::plus));
    }
    if (prices.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into key_spending (line, since, micros)
                    select * from unnest(:lines, :sinces, :prices)
                    on conflict (line, since)
                      do update set micros = key_spending.micros + excluded.micros
                    """),
            List.copyOf(prices.entrySet()))
        .uuid("lines", price -> price.getKey().line().value())
        .time("sinces", price -> price.getKey().since())
        .number("prices", price -> price.getValue().micros())
        .done()
        .execute();
  }

  /** Takes back the prices of runs that ended without being billed. */
  void release(Tx tx, List<Run> unbilled) {
    if (unbilled.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    with freed as (
                      select api_key.line,
                        case api_key.cap_period
                          when 'total' then 'epoch'::timestamptz
                          else date_trunc(api_key.cap_period, run.created_at, 'UTC')
                        end as since,
                        sum(run.price) as micros
                      from unnest(:keys, :created, :prices) as run (key_id, created_at, price)
                      join api_key on api_key.id = run.key_id
                      where api_key.cap_period is not null group by 1, 2
                    )
                    update key_spending set micros = key_spending.micros - freed.micros
                    from freed
                    where key_spending.line = freed.line and key_spending.since = freed.since
                    """),
            unbilled)
        .uuid("keys", run -> run.key().value())
        .time("created", run -> run.timeline().createdAt())
        .number("prices", run -> run.pinned().price().micros())
        .done()
        .execute();
  }

  /**
   * Checks that a key could spend a price now.
   *
   * @throws ApiException {@code INSUFFICIENT_CREDIT} with the cap, its period and what is left
   */
  void require(Caller.Grant grant, String what, Money price, Instant now) {
    if (grant.cap().isEmpty()) {
      return;
    }
    SpendingCap cap = grant.cap().get();
    Money spent =
        db.query(
            sql ->
                bind(
                        sql.createQuery(
                            """
                            select micros from key_spending
                            join unnest(:lines, :sinces) as count (line, since) using (line, since)
                            """),
                        List.of(new Count(grant.line(), cap.period().start(now))))
                    .mapTo(Long.class)
                    .findOne()
                    .map(Money::new)
                    .orElse(Money.ZERO));
    Money left = cap.amount().minus(spent);
    if (left.compareTo(price) < 0) {
      throw exceeded(grant, what, price, left);
    }
  }

  /** The refusal of a run or a batch that costs more than its key has left. */
  static ApiException exceeded(Caller.Grant grant, String what, Money price, Money left) {
    SpendingCap cap = grant.cap().orElseThrow();
    String period =
        switch (cap.period()) {
          case DAY -> "a day (UTC)";
          case MONTH -> "a month (UTC)";
          case TOTAL -> "in total";
        };
    return new ApiException(
        ErrorCode.INSUFFICIENT_CREDIT,
        "the %s costs %s, but the key `%s…` may spend %s %s and has %s left; ask the operator for a key with a higher cap"
            .formatted(what, price, grant.prefix(), cap.amount(), period, left));
  }

  private static Optional<Count> count(AcceptRuns.Candidate one) {
    return one.grant().cap().map(cap -> count(one.run(), one.grant(), cap));
  }

  private static Count count(Run run, Caller.Grant grant, SpendingCap cap) {
    return new Count(grant.line(), cap.period().start(run.timeline().createdAt()));
  }

  private static Query bind(Query query, List<Count> counts) {
    return Columns.bind(query, counts)
        .uuid("lines", count -> count.line().value())
        .time("sinces", Count::since)
        .done();
  }
}
