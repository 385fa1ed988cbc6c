package runflow.console;

import java.util.List;
import java.util.Optional;

/** What a run has made, as the API shows it. */
public record RunOutput(
    List<File> outputs,
    Optional<Boolean> nsfwDetected,
    Optional<Long> seed,
    Optional<Timing> timing) {

  /** How long the provider says it took. */
  public record Timing(long inferenceMs) {}

  /**
   * One file.
   *
   * @param duration in seconds
   */
  public record File(
      String url,
      String mimeType,
      int width,
      int height,
      double duration,
      double fps,
      boolean hasAudio,
      long sizeBytes,
      String sha256,
      Optional<String> thumbnailUrl) {

    /**
     * Where its picture is, by the name that the browser knows this server by.
     *
     * @param base our own base URL
     */
    public Optional<String> thumbnail(String base) {
      return thumbnailUrl.map(url -> Targets.here(base, url));
    }

    /** Where it is itself, in the same way. */
    public String source(String base) {
      return Targets.here(base, url);
    }

    /** E.g. {@code 8 s · 1280 × 720 · 24 fps · with sound}. */
    public String format() {
      return "%s s · %d × %d · %s fps · %s"
          .formatted(
              plain(duration),
              width,
              height,
              plain(fps),
              hasAudio ? "with sound" : "without sound");
    }

    private static String plain(double number) {
      return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
  }

  /** How long the provider says it took. */
  Optional<String> inference() {
    return timing.map(known -> Amounts.time(known.inferenceMs()));
  }
}
