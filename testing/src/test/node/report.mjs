// What a script found out, for the test that started it: one line of JSON.
import { createHash } from 'node:crypto';

export function report(found, bytes) {
  const sha256 = createHash('sha256').update(Buffer.from(bytes)).digest('hex');
  console.log(JSON.stringify({ ...found, sha256 }));
}
