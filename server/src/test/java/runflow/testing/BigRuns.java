package runflow.testing;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The runs of a large account, for plans to be looked at. */
public final class BigRuns {
  /**
   * One run a second, a tenth of another organisation. One in a hundred failed; 30 among the oldest
   * and 200 among the newest are open; one in twenty belongs to a campaign, some have a reference
   * of their own; nine of fifty belong to a batch.
   */
  private static final String FILL =
      """
      insert into run
        (id, org_id, key_id, livemode, model, model_version, provider, route, lane, admitted, state,
         input, client_ref, request_id, source, price, cost_breakdown, billed, output,
         failure_code, failure_message, failure_stage, created_at, started_at, completed_at,
         deadline_at, batch_id, batch_index)
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000'
          || lpad(to_hex(n), 12, '0'))::uuid,
        case when n % 10 = 3 then '00000000-0000-0001-0000-000000000002' else :org end::uuid,
        '00000000-0000-0001-0000-000000000003', false,
        case when n % 3 = 0 then 'google/veo3.1' else 'google/veo3.1/fast' end, '1', 'sandbox',
        'sandbox', 'm', not open, case when open then 'queued' when failed then 'failed'
          else 'succeeded' end,
        '{"prompt":"' || repeat('a lake at dawn ', 20) || '"}',
        case when n % 20 = 0 then 'campaign' when n % 50 = 7 then 'order-' || n end,
        'r' || n, 'api', 1200000, '{"unit":"second","quantity":8,"unit_price":"0.15"}',
        case when not open then case when failed then 0 else 1200000 end end,
        case when not open and not failed then '{"outputs":[{"sha256":"' || repeat('ab', 32)
          || '","mime_type":"video/mp4","width":1280,"height":720,"duration":8.0,"fps":24.0,'
          || '"has_audio":true,"size_bytes":9000000,"thumbnail_sha256":"' || repeat('cd', 32)
          || '"}],"nsfw_detected":null,"seed":1,"inference_ms":20000}' end,
        case when failed then 'PROVIDER_TIMEOUT' end, case when failed then 'late' end,
        case when failed then 'execution' end,
        at, at, case when not open then at + interval '30 s' end, at + interval '1 day',
        case when member then ('00000000-0000-7000-a000-' || lpad(to_hex(n / 50), 12, '0'))::uuid
          end,
        case when member then n % 10 - case when n % 10 > 3 then 1 else 0 end end
      from (select n, timestamptz '2026-01-01 00:00:00Z' + n * interval '1 s' as at,
          n % 10 <> 3 and (n <= 33 or n > :runs - 222) as open, n % 100 = 1 as failed,
          n % 10 <> 3 and n % 50 between 10 and 19 as member
        from generate_series(1, :runs) as n) as made
      """;

  private BigRuns() {}

  /** Writes test runs from the beginning of 2026 on, nine tenths of them of {@code org}. */
  public static void fill(Handle sql, UUID org, int runs) {
    sql.createUpdate(FILL).bind("org", org).bind("runs", runs).execute();
  }
}
