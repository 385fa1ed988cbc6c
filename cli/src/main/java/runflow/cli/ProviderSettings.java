package runflow.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operator sets so that a provider can be used, in words. */
final class ProviderSettings {
  /** The settings of the providers that come with the server, with their shortest variable. */
  private static final Map<String, String> SHIPPED = new LinkedHashMap<>();

  static {
    SHIPPED.put("fal", "`providers.fal.key` (FAL_KEY)");
    SHIPPED.put("replicate", "`providers.replicate.token` (REPLICATE_API_TOKEN)");
    SHIPPED.put(
        "vertex",
        "`providers.vertex.project` (RUNFLOW_PROVIDERS_VERTEX_PROJECT) and, unless the machine has"
            + " credentials of its own, `providers.vertex.credentials_file`"
            + " (GOOGLE_APPLICATION_CREDENTIALS)");
    SHIPPED.put("interactions", "`providers.gemini.key` (GEMINI_API_KEY)");
    SHIPPED.put(
        "gemini",
        "`providers.gemini.base_url` (RUNFLOW_PROVIDERS_GEMINI_BASE_URL) to a relay that serves Veo,"
            + " and `providers.gemini.key` (GEMINI_API_KEY)");
  }

  private ProviderSettings() {}

  /** The providers that come with the server. */
  static List<String> shipped() {
    return List.copyOf(SHIPPED.keySet());
  }

  /** Which settings a provider needs; of a name that is the operator's own, both ways to use it. */
  static String of(String provider) {
    String known = SHIPPED.get(provider);
    return known == null
        ? "`providers.videos.%s.base_url` for a server that speaks /v1/videos, or `providers.http.%s.key` for a provider that a file of `providers.directory` describes"
            .formatted(provider, provider)
        : known;
  }
}
