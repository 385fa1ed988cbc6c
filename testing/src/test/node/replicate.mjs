// A video through the replicate package: arguments are the base address and the token.
import Replicate from 'replicate';
import { report } from './report.mjs';

const [baseUrl, auth] = process.argv.slice(2);
const replicate = new Replicate({ baseUrl, auth, useFileOutput: false });
const request = { model: 'google/veo-3.1-fast', input: { prompt: 'a cat', duration: 4 } };
let prediction = await replicate.predictions.create(request);
const states = [prediction.status];
while (!['succeeded', 'failed', 'canceled', 'aborted'].includes(prediction.status)) {
  prediction = await replicate.predictions.get(prediction.id);
  states.push(prediction.status);
}
const doomed = await replicate.predictions.create(request);
const canceled = await replicate.predictions.cancel(doomed.id);
const refused = await replicate.predictions
  .create({ ...request, input: {} })
  .catch((error) => error.response.status);
const { results } = await replicate.predictions.list();
const file = await fetch(prediction.output);
report({ states, listed: results.length, canceled: canceled.status, refused }, await file.arrayBuffer());
