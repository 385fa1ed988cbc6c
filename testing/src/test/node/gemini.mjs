// A Veo video through Google's package: arguments are the base address, the key and a file to write.
import { GoogleGenAI } from '@google/genai';
import { readFileSync } from 'node:fs';
import { report } from './report.mjs';

const [baseUrl, apiKey, downloadPath] = process.argv.slice(2);
const ai = new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
let operation = await ai.models.generateVideos({
  model: 'veo-3.1-generate-preview',
  prompt: 'a cat',
  config: { aspectRatio: '9:16', durationSeconds: 8, resolution: '1080p', numberOfVideos: 1 },
});
const states = [operation.done ?? false];
while (!operation.done) {
  operation = await ai.operations.getVideosOperation({ operation });
  states.push(operation.done ?? false);
}
const { video } = operation.response.generatedVideos[0];
await ai.files.download({ file: video, downloadPath });
report({ states }, readFileSync(downloadPath));
