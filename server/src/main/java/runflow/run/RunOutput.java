package runflow.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished run made, as it is stored: by content hash and not by link.
 *
 * @param nsfwDetected null if nothing checked
 * @param seed null if the provider did not say
 * @param inferenceMs null if the provider did not say
 */
record RunOutput(
    List<File> outputs,
    @Nullable Boolean nsfwDetected,
    @Nullable Long seed,
    @Nullable Long inferenceMs) {
  RunOutput {
    outputs = List.copyOf(outputs);
  }

  /**
   * One artifact in our storage.
   *
   * @param duration in seconds
   * @param thumbnailSha256 null if there is no thumbnail
   */
  record File(
      String sha256,
      String mimeType,
      int width,
      int height,
      double duration,
      double fps,
      boolean hasAudio,
      long sizeBytes,
      @Nullable String thumbnailSha256) {}
}
