// A video through fal's package: arguments are the base address and the key. The package knows no
// other host than fal's own, so its fetch is told where to go.
import { createFalClient } from '@fal-ai/client';
import { report } from './report.mjs';

const [base, credentials] = process.argv.slice(2);
const redirected = (url, init) =>
  fetch(String(url).replace('https://queue.fal.run', base), init);
const fal = createFalClient({ credentials, fetch: redirected });
const endpoint = 'fal-ai/veo3.1/fast';
const input = { prompt: 'a cat', duration: '4s', generate_audio: true };
const states = [];
const { data } = await fal.subscribe(endpoint, {
  input,
  pollInterval: 5,
  logs: true,
  onQueueUpdate: (update) => states.push(update.status),
});
const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
await fal.queue.cancel(endpoint, { requestId });
const cancelled = await fal.queue.result(endpoint, { requestId }).catch((error) => error.status);
const file = await fetch(data.video.url);
report({ states, cancelled }, await file.arrayBuffer());
