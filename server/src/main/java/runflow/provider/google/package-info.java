/**
 * Google's video models: Veo on Vertex AI, Veo behind relays of the Gemini API, and Omni Flash on
 * the Interactions API. Imports provider, provider.http and leaves.
 */
@NullMarked
package runflow.provider.google;

import org.jspecify.annotations.NullMarked;
