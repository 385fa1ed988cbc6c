package runflow.run;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.asset.Storage;
import runflow.asset.StoredObject;
import runflow.provider.Artifact;
import runflow.provider.ProviderResult;

/** Copies what a provider made into our own storage, before the run is called succeeded. */
final class StoreOutputs {
  private static final String MP4 = "video/mp4";
  private static final long LARGEST_VIDEO = 2L << 30;
  private static final long LARGEST_THUMBNAIL = 4L << 20;

  private final Storage storage;

  StoreOutputs(Storage storage) {
    this.storage = storage;
  }

  /**
   * Stores every artifact.
   *
   * @throws IOException if one cannot be read from the provider or written here
   */
  RunOutput store(ProviderResult.Succeeded result) throws IOException {
    List<RunOutput.File> files = new ArrayList<>();
    for (Artifact artifact : result.artifacts()) {
      files.add(store(artifact));
    }
    return new RunOutput(
        files,
        result.nsfw().orElse(null),
        result.seed().isPresent() ? (Long) result.seed().getAsLong() : null,
        result.inference().map(Duration::toMillis).orElse(null));
  }

  private RunOutput.File store(Artifact artifact) throws IOException {
    StoredObject video = put(artifact.content(), LARGEST_VIDEO);
    @Nullable String thumbnail =
        artifact.thumbnail().isPresent()
            ? put(artifact.thumbnail().get(), LARGEST_THUMBNAIL).sha256()
            : null;
    Artifact.Measures measures = artifact.measures().orElseThrow();
    return new RunOutput.File(
        video.sha256(),
        MP4,
        measures.width(),
        measures.height(),
        measures.duration(),
        measures.fps(),
        measures.hasAudio(),
        video.sizeBytes(),
        thumbnail);
  }

  private StoredObject put(Artifact.Content content, long largest) throws IOException {
    Optional<StoredObject> stored = content.storedName().flatMap(storage::stat);
    if (stored.isPresent()) {
      return stored.get();
    }
    try (InputStream in = content.open()) {
      return storage.put(in, largest);
    }
  }
}
