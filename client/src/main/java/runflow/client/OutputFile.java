package runflow.client;

import java.net.URI;
import java.util.Optional;

/**
 * One file that a run made.
 *
 * @param url signed and valid for a limited time; read the run again for a fresh one
 * @param type {@code video}, {@code image} or {@code audio}
 * @param duration seconds
 * @param sha256 64 lowercase hex digits
 */
public record OutputFile(
    URI url,
    String type,
    Optional<String> mimeType,
    Optional<Integer> width,
    Optional<Integer> height,
    Optional<Double> duration,
    Optional<Double> fps,
    Optional<Boolean> hasAudio,
    Optional<Long> sizeBytes,
    Optional<String> sha256,
    Optional<URI> thumbnailUrl) {}
