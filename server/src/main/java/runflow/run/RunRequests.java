package runflow.run;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import runflow.http.PublicUrl;
import runflow.json.Json;
import runflow.provider.MediaInput;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.node.ObjectNode;

/** Says what a run asks of its provider. */
final class RunRequests {
  private final PublicUrl publicUrl;

  RunRequests(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The request without its pictures, to be checked only. */
  ProviderRequest of(Run run) {
    return of(run, List.of());
  }

  ProviderRequest of(Run run, List<MediaInput> media) {
    var input = (ObjectNode) Json.tree(run.order().input());
    run.rewrittenPrompt().ifPresent(prompt -> input.put("prompt", prompt));
    return new ProviderRequest(
        run.id(),
        run.order().model(),
        run.pinned().route(),
        input,
        media,
        run.order().metadata().map(Json::tree),
        Optional.of(webhook(run)));
  }

  private URI webhook(Run run) {
    return URI.create(
        "%s/v1/provider-webhooks/%s/%s"
            .formatted(publicUrl.base(), run.pinned().provider(), run.id()));
  }
}
