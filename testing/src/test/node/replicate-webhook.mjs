// Says whether the replicate package takes a webhook; standard input has its parts as JSON.
import { validateWebhook } from 'replicate';
import Replicate from 'replicate';
import { readFileSync } from 'node:fs';

const [baseUrl, auth] = process.argv.slice(2);
const replicate = new Replicate({ baseUrl, auth });
const { key } = await replicate.webhooks.default.secret.get();
const { id, timestamp, signature, body } = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify({ valid: await validateWebhook({ id, timestamp, signature, body, secret: key }) }));
