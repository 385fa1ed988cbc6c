-- What a server of schema version 6 left behind: two accounts of one organisation, whose ledger
-- entries alternate. Times of entries have microseconds, and one is before that of its predecessor.
insert into organisation values ('00000000-0000-7000-8000-000000000001', 'Old', '2026-11-01T00:00Z');

insert into api_key (id, org_id, kind, prefix, hash, created_at, name, scopes, line)
select id, '00000000-0000-7000-8000-000000000001', kind, 'rf_' || kind || '_abcd', sha256(kind::bytea),
  '2026-11-01T00:00Z', 'first ' || kind || ' key', array['runs:read', 'runs:create'], id
from (values ('00000000-0000-7000-8000-00000000000a'::uuid, 'test'),
             ('00000000-0000-7000-8000-00000000000b'::uuid, 'live')) as key (id, kind);

insert into balance values
  ('00000000-0000-7000-8000-000000000001', false, 21000000, 800000),
  ('00000000-0000-7000-8000-000000000001', true, 7900000, 0);

insert into asset values
  ('00000000-0000-7000-8000-0000000000aa', '00000000-0000-7000-8000-000000000001', false, 'image/png', 10,
   repeat('d', 64), '2026-11-01T00:00Z');

insert into run
  (id, org_id, key_id, livemode, model, model_version, provider, route, lane, admitted, state, input,
   callback_url, request_id, source, price, cost_breakdown, billed, attempt, output, failure_code,
   failure_message, failure_stage, created_at, started_at, completed_at, deadline_at)
select run.id::uuid, '00000000-0000-7000-8000-000000000001', key::uuid, live, 'google/veo3.1', '1',
  'sandbox', 'google/veo3.1', 'google/veo3.1', true, state, '{"prompt":"x"}', callback, 'req_old', 'api', price,
  format('{"unit":"second","quantity":%s,"unit_price":"0.40","base":"0.40","note":"x","total":"1.60"}',
    price / 400000),
  billed, 1, output, code, message, stage, at, at, case when billed is not null then at + interval '1 hour' end,
  '2100-01-01T00:00Z'
from (values
  ('00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-00000000000a', false, 'succeeded', 'https://example.com/hook',
   1600000, 1600000,
   format('{"outputs":[%s,%s],"nsfw_detected":null,"seed":7,"inference_ms":null}',
     format('{"sha256":"%s","mime_type":"video/mp4","width":1280,"height":720,"duration":4.0,"fps":24.0,'
       '"has_audio":true,"size_bytes":9,"thumbnail_sha256":"%s"}', repeat('a', 64), repeat('b', 64)),
     format('{"sha256":"%s","mime_type":"video/mp4","width":1280,"height":720,"duration":4.0,"fps":24.0,'
       '"has_audio":true,"size_bytes":9,"thumbnail_sha256":null}', repeat('c', 64))),
   null, null, null, '2026-11-02T10:00Z'::timestamptz),
  ('00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-00000000000a', false, 'failed', null, 1600000, 0,
   null, 'PROVIDER_REJECTED', 'it broke', 'execution', '2026-11-02T10:00Z'),
  ('00000000-0000-7000-8000-000000000013', '00000000-0000-7000-8000-00000000000a', false, 'canceled', null, 1600000, 1600000,
   null, null, 'it was under way', null, '2026-11-03T10:00Z'),
  ('00000000-0000-7000-8000-000000000014', '00000000-0000-7000-8000-00000000000a', false, 'queued', null, 800000, null,
   null, null, null, null, '2026-11-03T10:00Z'),
  ('00000000-0000-7000-8000-000000000015', '00000000-0000-7000-8000-00000000000b', true, 'succeeded', null, 1600000, 1600000,
   format('{"outputs":[%1$s,%1$s],"nsfw_detected":null,"seed":null,"inference_ms":null}',
     format('{"sha256":"%s","mime_type":"video/mp4","width":1280,"height":720,"duration":4.0,"fps":24.0,'
       '"has_audio":true,"size_bytes":9,"thumbnail_sha256":"%s"}', repeat('a', 64), repeat('b', 64))),
   null, null, null, '2026-11-02T10:00Z')
) as run (id, key, live, state, callback, price, billed, output, code, message, stage, at);

insert into ledger_entry (org_id, livemode, kind, amount, run_id, note, created_at)
select '00000000-0000-7000-8000-000000000001', live, kind, amount,
  ('00000000-0000-7000-8000-0000000000' || run)::uuid, note, at::timestamptz
from (values
  (1, false, 'topup', 25000000, null, 'start', '2026-11-01T00:00:00.000001Z'),
  (2, true, 'topup', 10000000, null, null, '2026-11-01T00:00:00.000002Z'),
  (3, false, 'reserve', -1600000, '11', null, '2026-11-02T10:00:00.500999Z'),
  (4, false, 'reserve', -1600000, '12', null, '2026-11-02T10:00:00.400000Z'),
  (5, true, 'reserve', -1600000, '15', null, '2026-11-02T10:00:01Z'),
  (6, false, 'settle', 0, '11', null, '2026-11-02T23:59:59.999999Z'),
  (7, false, 'release', 1600000, '12', null, '2026-11-03T00:00:00Z'),
  (8, true, 'settle', 0, '15', null, '2026-11-03T01:00:00Z'),
  (9, false, 'reserve', -1600000, '13', null, '2026-11-03T10:00:00Z'),
  (10, true, 'adjust', -500000, null, 'correction', '2026-11-03T10:00:01Z'),
  (11, false, 'settle', 0, '13', null, '2026-11-03T11:00:00Z'),
  (12, false, 'reserve', -800000, '14', null, '2026-11-03T12:00:00Z')
) as entry (place, live, kind, amount, run, note, at)
order by place;

insert into idempotency_key values
  ('00000000-0000-7000-8000-000000000001', false, 'old-key',
   sha256('google/veo3.1'::bytea || '\x00'::bytea || '{"input":{"prompt":"x"}}'::bytea),
   '00000000-0000-7000-8000-000000000011', '{"id":"00000000-0000-7000-8000-000000000011","old":true}', now());

insert into callback_delivery
  (id, run_id, org_id, url, request_id, payload, is_automatic, status, attempt_count, max_attempts,
   created_at, updated_at, completed_at)
values
  ('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001',
   'https://example.com/hook', 'req_old', '{}', true, 'succeeded', 1, 7, '2026-11-02T11:00Z', '2026-11-02T11:00Z',
   '2026-11-02T11:00Z');
