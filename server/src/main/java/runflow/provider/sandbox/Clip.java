package runflow.provider.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rendered file in our storage.
 *
 * @param inferenceMs how long the engine took
 * @param notes what the engine has to say about it; none with a clip that is kept for others
 */
record Clip(
    String sha256,
    String posterSha256,
    int width,
    int height,
    int seconds,
    boolean audio,
    long inferenceMs,
    List<String> notes) {
  /** Clips from before there were notes have none. */
  Clip(
      String sha256,
      String posterSha256,
      int width,
      int height,
      int seconds,
      boolean audio,
      long inferenceMs,
      @Nullable List<String> notes) {
    this.sha256 = sha256;
    this.posterSha256 = posterSha256;
    this.width = width;
    this.height = height;
    this.seconds = seconds;
    this.audio = audio;
    this.inferenceMs = inferenceMs;
    this.notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
