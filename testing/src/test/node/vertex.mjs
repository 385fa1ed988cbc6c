// A Veo video on Vertex through Google's package: arguments are the base address, the project and
// an access token. A token of its own it would get from Google: it does not read token_uri.
import { GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import { report } from './report.mjs';

const [baseUrl, project, token] = process.argv.slice(2);
const authClient = new OAuth2Client();
authClient.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
const ai = new GoogleGenAI({
  vertexai: true,
  project,
  location: 'us-central1',
  googleAuthOptions: { authClient },
  httpOptions: { baseUrl },
});
let operation = await ai.models.generateVideos({
  model: 'veo-3.1-generate-001',
  prompt: 'a cat',
  config: { aspectRatio: '16:9', durationSeconds: 4, generateAudio: true, seed: 7 },
});
const states = [operation.done ?? false];
while (!operation.done) {
  operation = await ai.operations.getVideosOperation({ operation });
  states.push(operation.done ?? false);
}
report({ states }, Buffer.from(operation.response.generatedVideos[0].video.videoBytes, 'base64'));
