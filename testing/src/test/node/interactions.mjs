// An Omni video through Google's package: arguments are the base address and the key.
import { GoogleGenAI } from '@google/genai';
import { report } from './report.mjs';

const [baseUrl, apiKey] = process.argv.slice(2);
const ai = new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
const request = {
  model: 'gemini-omni-1.2-flash',
  input: 'a cat',
  background: true,
  response_format: [{ type: 'video', aspect_ratio: '9:16', resolution: '720p', duration: '4s', delivery: 'inline' }],
  generation_config: { video_config: { task: 'text_to_video' } },
};
let interaction = await ai.interactions.create(request);
const states = [interaction.status];
while (interaction.status === 'queued' || interaction.status === 'in_progress') {
  interaction = await ai.interactions.get(interaction.id);
  states.push(interaction.status);
}
const content = interaction.steps.find((step) => step.type === 'model_output').content[0];
const doomed = await ai.interactions.create(request);
const cancelled = await ai.interactions.cancel(doomed.id);
report({ states, cancelled: cancelled.status }, Buffer.from(content.data, 'base64'));
