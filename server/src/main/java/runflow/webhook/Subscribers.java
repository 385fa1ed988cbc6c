package runflow.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.callback.Event;
import runflow.db.Columns;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.WebhookId;

/** Finds who wants to hear of what happens to some accounts, in one statement for all of them. */
final class Subscribers {
  /**
   * The lock lets writers of deliveries through together and only keeps out the last look of the
   * job that sends them, see {@link DeliverWebhook}.
   */
  private static final String WANTED =
      """
      select * from (
        select id, false as listens, org_id, livemode, events from webhook
        where (org_id, livemode) in (select * from unnest(:orgs, :lives))
          and disabled_at is null
        order by id for key share) as endpoint
      union all
      select id, true, org_id, livemode, events from event_listener
      where (org_id, livemode) in (select * from unnest(:orgs, :lives)) and expires_at > :now
      """;

  private Subscribers() {}

  /** Somebody who wants some events, or all if none is named. */
  record Subscriber(WebhookId id, boolean listens, Owner owner, Set<Event.Type> events) {
    boolean wants(Event event) {
      return owner.equals(Owner.of(event)) && (events.isEmpty() || events.contains(event.type()));
    }
  }

  static Map<Owner, List<Subscriber>> of(Tx tx, Set<Owner> owners, Instant now) {
    return Columns.bind(
            tx.sql().createQuery(WANTED).bind("now", Times.sql(now)), List.copyOf(owners))
        .uuid("orgs", owner -> owner.org().value())
        .flag("lives", Owner::livemode)
        .done()
        .map((row, context) -> subscriber(row))
        .collect(Collectors.groupingBy(Subscriber::owner));
  }

  private static Subscriber subscriber(ResultSet row) throws SQLException {
    return new Subscriber(
        new WebhookId(row.getObject("id", UUID.class)),
        row.getBoolean("listens"),
        new Owner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        WebhookStore.types(row));
  }
}
