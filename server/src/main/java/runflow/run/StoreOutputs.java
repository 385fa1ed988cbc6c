package runflow.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.asset.Received;
import runflow.asset.Storage;
import runflow.asset.StoredObject;
import runflow.asset.VideoHeader;
import runflow.provider.Artifact;
import runflow.provider.ProviderResult;

/**
 * Copies what a provider made into our own storage, before the run is called succeeded. What a file
 * is, is read from the file itself unless its maker is this server.
 */
final class StoreOutputs {
  private static final String MP4 = "video/mp4";
  private static final long LARGEST_THUMBNAIL = 4L << 20;

  private final Storage storage;
  private final Thumbnails thumbnails;
  private final long largestFile;

  StoreOutputs(Runs.Needs needs) {
    this.storage = needs.storage();
    this.thumbnails = needs.thumbnails();
    this.largestFile = needs.providerConfig().largestFile();
  }

  /**
   * Stores every artifact.
   *
   * @throws Artifact.Unusable if one is no video that can be kept
   * @throws IOException if one cannot be read from the provider or written here
   */
  RunOutput store(ProviderResult.Succeeded result) throws IOException, InterruptedException {
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

  private RunOutput.File store(Artifact artifact) throws IOException, InterruptedException {
    Optional<StoredObject> stored = stored(artifact.content());
    if (stored.isPresent() && artifact.measures().isPresent() && artifact.thumbnail().isPresent()) {
      StoredObject thumbnail = put(artifact.thumbnail().get(), LARGEST_THUMBNAIL);
      return file(stored.get(), artifact.measures().get(), Optional.of(thumbnail));
    }
    try (InputStream in = artifact.content().open();
        Received received = storage.receive(in, largestFile)) {
      Artifact.Measures measures =
          artifact.measures().isPresent() ? artifact.measures().get() : measure(received.file());
      Optional<StoredObject> thumbnail =
          artifact.thumbnail().isPresent()
              ? Optional.of(put(artifact.thumbnail().get(), LARGEST_THUMBNAIL))
              : cut(received.file());
      return file(storage.keep(received), measures, thumbnail);
    }
  }

  private static RunOutput.File file(
      StoredObject video, Artifact.Measures measures, Optional<StoredObject> thumbnail) {
    return new RunOutput.File(
        video.sha256(),
        MP4,
        measures.width(),
        measures.height(),
        measures.duration(),
        measures.fps(),
        measures.hasAudio(),
        video.sizeBytes(),
        thumbnail.map(StoredObject::sha256).orElse(null));
  }

  private static Artifact.Measures measure(Path video) throws IOException {
    try (InputStream in = Files.newInputStream(video)) {
      VideoHeader header = VideoHeader.read(in);
      return new Artifact.Measures(
          header.width(), header.height(), header.duration(), header.fps(), header.hasAudio());
    } catch (VideoHeader.Unusable e) {
      throw new Artifact.Unusable("its file is no video: " + e.getMessage());
    }
  }

  private Optional<StoredObject> cut(Path video) throws IOException, InterruptedException {
    Optional<byte[]> picture = thumbnails.cut(video);
    return picture.isPresent()
        ? Optional.of(storage.put(new ByteArrayInputStream(picture.get()), LARGEST_THUMBNAIL))
        : Optional.empty();
  }

  private Optional<StoredObject> stored(Artifact.Content content) throws IOException {
    Optional<String> name = content.storedName();
    return name.isPresent() ? storage.stat(name.get()) : Optional.empty();
  }

  private StoredObject put(Artifact.Content content, long largest) throws IOException {
    Optional<StoredObject> stored = stored(content);
    if (stored.isPresent()) {
      return stored.get();
    }
    try (InputStream in = content.open()) {
      return storage.put(in, largest);
    }
  }
}
