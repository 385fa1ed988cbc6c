package runflow.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.asset.Assets;
import runflow.asset.ImageHeader;
import runflow.asset.MediaRef;
import runflow.catalog.Catalog;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import runflow.error.FailureCode;
import runflow.id.AssetId;
import runflow.json.Json;
import runflow.outbound.Fetched;
import runflow.outbound.GuardedClient;
import runflow.provider.MediaInput;
import tools.jackson.databind.node.ObjectNode;

/** Fetches the pictures of a run under the outbound policy and checks them by their content. */
final class PrepareInputs {
  private static final Duration FETCH_TIME = Duration.ofSeconds(30);

  /** Pixels of the shorter side of a 720p picture (seed of the image-to-video model). */
  private static final int ADVISED_SIDE = 720;

  private final Catalog catalog;
  private final GuardedClient client;
  private final Assets assets;

  PrepareInputs(Catalog catalog, GuardedClient client, Assets assets) {
    this.catalog = catalog;
    this.client = client;
    this.assets = assets;
  }

  /** What the preparation came to. */
  sealed interface Prepared {
    /**
     * The bytes behind each media field.
     *
     * @param warnings what is poor about them, for the run's log
     */
    record Ready(List<MediaInput> media, List<String> warnings) implements Prepared {}

    /** A picture that cannot be had or used. */
    record Unusable(RunState.Failure failure) implements Prepared {}
  }

  Prepared prepare(Run run) throws InterruptedException {
    var input = (ObjectNode) Json.tree(run.order().input());
    Optional<Model> model = catalog.find(run.order().model());
    if (model.isEmpty()) {
      return unusable(
          FailureCode.INPUT_VALIDATION_FAILED,
          "the model was removed from the catalog before the run was dispatched");
    }
    List<MediaInput> media = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (InputField field : InputMedia.fields(model.get())) {
      if (!input.hasNonNull(field.name())) {
        continue;
      }
      switch (load(run, MediaRef.parse(input.get(field.name()).stringValue()))) {
        case Loaded.Bytes bytes -> {
          try {
            ImageHeader header = ImageHeader.read(bytes.bytes());
            media.add(
                new MediaInput(
                    field.name(),
                    header.mimeType(),
                    header.width(),
                    header.height(),
                    bytes.bytes()));
            if (Math.min(header.width(), header.height()) < ADVISED_SIDE) {
              warnings.add(
                  "`%s` has %d × %d pixels, less than the 720p that the model asks for; the video may look soft"
                      .formatted(field.name(), header.width(), header.height()));
            }
          } catch (ImageHeader.Unusable e) {
            return unusable(
                FailureCode.INPUT_VALIDATION_FAILED,
                "`%s` cannot be used: %s".formatted(field.name(), e.getMessage()));
          }
        }
        case Loaded.Missing missing -> {
          return unusable(FailureCode.INPUT_FETCH_FAILED, missing.reason());
        }
      }
    }
    return new Prepared.Ready(media, warnings);
  }

  private sealed interface Loaded {
    record Bytes(byte[] bytes) implements Loaded {}

    record Missing(String reason) implements Loaded {}
  }

  private Loaded load(Run run, MediaRef ref) throws InterruptedException {
    return switch (ref) {
      case MediaRef.Web(URI url) ->
          switch (client.fetch(url, ImageHeader.LARGEST_BYTES, FETCH_TIME)) {
            case Fetched.Content content -> new Loaded.Bytes(content.bytes());
            case Fetched.Failed failed -> new Loaded.Missing(failed.message());
          };
      case MediaRef.Stored(AssetId id) -> stored(run, id);
      case MediaRef.Inline(byte[] bytes) -> new Loaded.Bytes(bytes);
    };
  }

  private Loaded stored(Run run, AssetId id) {
    try {
      return assets
          .read(InputMedia.owner(run.account()), id)
          .<Loaded>map(Loaded.Bytes::new)
          .orElseGet(
              () ->
                  new Loaded.Missing("asset not found or expired: " + MediaRef.STORED_PREFIX + id));
    } catch (IOException e) {
      return new Loaded.Missing("the stored picture " + id + " cannot be read");
    }
  }

  private static Prepared unusable(FailureCode code, String message) {
    return new Prepared.Unusable(new RunState.Failure(code, message, RunState.Stage.PREPROCESS));
  }
}
