// A video through the openai package: arguments are the base address, the key and the model.
import OpenAI from 'openai';
import { report } from './report.mjs';

const [baseURL, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const request = { model, prompt: 'a cat', seconds: '4', size: '1280x720' };
let video = await client.videos.create(request);
const states = [video.status];
while (video.status === 'queued' || video.status === 'in_progress') {
  video = await client.videos.retrieve(video.id);
  states.push(video.status);
}
const content = await client.videos.downloadContent(video.id);
const listed = await client.videos.list();
await client.videos.delete(video.id);
const gone = await client.videos.retrieve(video.id).catch((error) => error.status);
const withFile = await client.videos.create({
  ...request,
  input_reference: new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], 'a.png', { type: 'image/png' }),
});
report({ states, listed: listed.data.length, gone, second: withFile.object }, await content.arrayBuffer());
