// What fal's package makes of a result that its model refuses: arguments as those of fal.mjs.
import { ApiError, createFalClient } from '@fal-ai/client';

const [base, credentials] = process.argv.slice(2);
const redirected = (url, init) =>
  fetch(String(url).replace('https://queue.fal.run', base), init);
const fal = createFalClient({ credentials, fetch: redirected });
const error = await fal
  .subscribe('fal-ai/veo3.1', { input: { prompt: 'a cat' }, pollInterval: 5 })
  .catch((refusal) => refusal);
console.log(
  JSON.stringify({
    known: error instanceof ApiError,
    status: error.status,
    type: error.body.detail[0].type,
  }),
);
