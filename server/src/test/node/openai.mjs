// A video through the openai package: arguments are the base address, the key, the model and a picture.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import OpenAI from 'openai';

const [baseURL, apiKey, model, picture] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const request = { model, prompt: 'a harbour at dawn', seconds: '4', size: '1280x720' };
const created = await client.videos.create(request);
let video = created;
while (video.status === 'queued' || video.status === 'in_progress') {
  await new Promise((resolve) => setTimeout(resolve, 200));
  video = await client.videos.retrieve(video.id);
}
const content = Buffer.from(await (await client.videos.downloadContent(video.id)).arrayBuffer());
const thumbnail = await client.videos.downloadContent(video.id, { variant: 'thumbnail' });

const withPicture = await client.videos.create({
  ...request,
  input_reference: new File([await readFile(picture)], 'a.png', { type: 'image/png' }),
});
const listed = [];
for await (const one of client.videos.list({ limit: 1 })) listed.push(one.id);
await client.videos.delete(withPicture.id);
const gone = await client.videos.retrieve(withPicture.id).catch((error) => error);
const refused = await client.videos.create({ ...request, seconds: '12' }).catch((error) => error);
const remixed = await client.videos.remix(video.id, { prompt: 'at dusk' }).catch((error) => error);
const unknown = await new OpenAI({ baseURL, apiKey: 'x', maxRetries: 0 }).videos.list().catch((error) => error);

console.log(
  JSON.stringify({
    states: [created.status, video.status],
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    thumbnail: thumbnail.headers.get('content-type'),
    pictureModel: withPicture.model,
    listed: listed.length,
    gone: gone.constructor.name,
    refused: { name: refused.constructor.name, message: refused.message, param: refused.param },
    remixed: remixed.constructor.name,
    unknown: { name: unknown.constructor.name, code: unknown.code },
  }),
);
