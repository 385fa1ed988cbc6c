package runflow.provider;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import runflow.id.RunId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as its provider sees it.
 *
 * @param route the provider's own name of the model
 * @param input accepted input with defaults filled in
 * @param media the bytes behind the input's media fields; empty while a request is only checked
 * @param metadata what the caller attached; only the sandbox looks at it
 * @param webhook where a provider may say that the job has moved on, by http or https; empty if it
 *     is not to
 */
public record ProviderRequest(
    RunId run,
    String model,
    String route,
    ObjectNode input,
    List<MediaInput> media,
    Optional<JsonNode> metadata,
    Optional<URI> webhook) {
  public ProviderRequest {
    media = List.copyOf(media);
  }

  /** The same request for another route of the model. */
  public ProviderRequest at(String other) {
    return new ProviderRequest(run, model, other, input, media, metadata, webhook);
  }

  /** The same request to a provider that is told of no webhook. */
  public ProviderRequest withoutWebhook() {
    return new ProviderRequest(run, model, route, input, media, metadata, Optional.empty());
  }
}
