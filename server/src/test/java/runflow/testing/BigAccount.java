package runflow.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** Everything that a large account has beside its runs, for plans to be looked at. */
public final class BigAccount {
  /** How many runs it has; the rest is in proportion. */
  public static final int RUNS = 1_000_000;

  private static final List<String> FILLS =
      List.of(
          """
          insert into batch (id, org_id, key_id, livemode, model, request_id, source, price, billed,
            items_total, items_succeeded, created_at, completed_at)
          select ('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid, :org,
            '00000000-0000-0001-0000-000000000003', false, 'google/veo3.1/fast', 'b' || n, 'api',
            10800000, case when open then 0 else 10800000 end, 9,
            case when open then 0 else 9 end, at, case when not open then at + interval '1 min' end
          from (select n, timestamptz '2026-01-01 00:00:10Z' + n * interval '50 s' as at,
            n = 0 or n > 20000 - 5 as open from generate_series(0, 19999) as n) as made
          """,
          """
          insert into run_log (run_id, id, level, message, created_at)
          select id, id, 'warning', 'the picture is small', created_at from run
          where hashtext(request_id) % 5 = 0
          """,
          """
          insert into callback_delivery (id, run_id, org_id, url, request_id, payload, is_automatic,
            status, attempt_count, max_attempts, created_at, updated_at, completed_at)
          select id, id, org_id, 'https://example.com/done', request_id, 'x', true, 'succeeded', 1,
            3, created_at, created_at, created_at from run where hashtext(request_id) % 4 = 0
          """,
          """
          insert into callback_attempt
            (id, delivery_id, attempt_number, status_code, response_time_ms, created_at)
          select id, id, 1, 200, 12, created_at from callback_delivery
          """,
          """
          insert into asset_folder (id, org_id, livemode, name, created_at, updated_at)
          select ('00000000-0000-7000-b000-' || lpad(to_hex(n), 12, '0'))::uuid, :org, false,
            'folder ' || n, timestamptz '2026-01-01Z', timestamptz '2026-01-01Z'
          from generate_series(0, 999) as n
          """,
          """
          insert into asset (id, org_id, livemode, mime_type, size_bytes, sha256, name, folder_id,
            source_type, created_at, updated_at)
          select ('00000000-0000-7000-c000-' || lpad(to_hex(n), 12, '0'))::uuid, :org, false,
            case when n % 10 = 0 then 'video/mp4' else 'image/jpeg' end, 1000 + n,
            lpad(to_hex(n), 64, '0'), 'picture-' || n || '.jpg',
            case when n % 2 = 0 then ('00000000-0000-7000-b000-'
              || lpad(to_hex(case when n % 4 = 0 then 0 else n % 1000 end), 12, '0'))::uuid end,
            'upload', at, at
          from (select n, timestamptz '2026-01-01Z' + n * interval '5 s' as at
            from generate_series(1, 200000) as n) as made
          """,
          """
          insert into webhook
            (id, org_id, livemode, url, label, description, events, created_at, updated_at)
          select ('00000000-0000-7000-d000-' || lpad(to_hex(n), 12, '0'))::uuid, :org, false,
            'https://example.com/' || n, 'w' || n, '', '{}', timestamptz '2026-01-01Z',
            timestamptz '2026-01-01Z'
          from generate_series(0, 9) as n
          """,
          """
          insert into webhook_delivery (id, webhook_id, org_id, livemode, event_type, run_id,
            request_id, payload, is_automatic, status, attempt_count, next_attempt_at, created_at,
            updated_at, completed_at)
          select ('00000000-0000-7000-e000-' || lpad(to_hex(n), 12, '0'))::uuid,
            ('00000000-0000-7000-d000-' || lpad(case when n % 2 = 0 then '0' when n % 1000 = 1
              then '9' else (1 + n % 8)::text end, 12, '0'))::uuid,
            :org, false, 'run.completed', null, 'r' || n, ('{"event":"run.completed","run_id":"' || repeat('x', 300) || '"}')::bytea, true,
            case when n > 399950 then 'pending' when n % 100 = 1 then 'failed' else 'succeeded' end,
            1, case when n > 399950 then at + interval '1 h' end, at, at,
            case when n <= 399950 then at end
          from (select n, timestamptz '2026-01-01Z' + n * interval '2500 ms' as at
            from generate_series(1, 400000) as n) as made
          """,
          """
          insert into webhook_attempt
            (id, delivery_id, attempt_number, status_code, response_time_ms, created_at)
          select id, id, 1, 200, 12, created_at from webhook_delivery
          """,
          """
          insert into usage_day
          select :org, false, day::date,
            ('00000000-0000-7000-f000-' || lpad(to_hex(key), 12, '0'))::uuid, 'model-' || model,
            'second', price * 50000, 7, 1, 0, 56, 2800000
          from generate_series(timestamptz '2026-01-01Z', '2026-12-31Z', '1 day') as day,
            generate_series(1, 20) as key, generate_series(1, 6) as model,
            generate_series(1, 3) as price
          """,
          """
          insert into organisation (id, name, created_at)
          select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'other ' || n,
            timestamptz '2026-01-01Z'
          from generate_series(1, 30000) as n
          """,
          """
          insert into api_key (id, org_id, kind, prefix, hash, created_at, name, scopes, line,
            revoked_at)
          select ('00000000-0000-7000-f000-' || lpad(to_hex(n), 12, '0'))::uuid,
            case when n % 10 <> 0 then ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
              else :org end,
            'test', 'rf_test_' || n, sha256(('key ' || n)::bytea), timestamptz '2026-01-01Z',
            'key ' || n, '{runs:read}',
            ('00000000-0000-7000-f000-' || lpad(to_hex(n), 12, '0'))::uuid,
            timestamptz '2026-01-02Z'
          from generate_series(1, 30000) as n
          """,
          """
          insert into deleted_video (run_id, deleted_at)
          select id, created_at from run where hashtext(request_id) % 1000 = 0
          """);

  private BigAccount() {}

  /** Writes what an organisation has after a million test runs, and looks at it as vacuum does. */
  public static void fill(Handle sql, UUID org) {
    sql.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    sql.execute("set statement_timeout = 0");
    BigRuns.fill(sql, org, RUNS);
    BigLedger.fill(sql, org, RUNS);
    for (String fill : FILLS) {
      sql.createUpdate(fill).bindMap(Map.of("org", org)).execute();
    }
    sql.execute("vacuum analyze");
  }
}
