package runflow.engine.encode;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What ffmpeg is to make.
 *
 * @param fps frames in a second
 * @param sound a WAV file, if the video has sound
 * @param comment what the file says of its origin
 */
public record Job(
    int width, int height, int fps, Optional<Path> sound, Path target, String comment) {}
