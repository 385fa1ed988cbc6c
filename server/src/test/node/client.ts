// Makes and follows a run with the types that were generated from the served document.
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

const [baseUrl, key] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });

const created = await api.POST('/v1/models/google/veo3.1/runs', {
  body: {
    input: { prompt: 'a harbour at dawn', duration: '4s', resolution: '720p' },
    metadata: { sandbox: { instant: true } },
  },
});
if (created.error) throw new Error(`${created.error.code}: ${created.error.message}`);
let run = created.data as components['schemas']['Run'];
while (!run.terminal) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const read = await api.GET('/v1/runs/{run_id}', { params: { path: { run_id: run.id } } });
  if (read.error) throw new Error(read.error.message);
  run = read.data;
}
const balance = await api.GET('/v1/billing/balance');
console.log(
  JSON.stringify({
    status: run.status_code,
    url: run.output?.outputs[0]?.url,
    available: balance.data?.available,
  }),
);
