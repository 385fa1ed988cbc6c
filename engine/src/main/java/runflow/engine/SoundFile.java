package runflow.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.engine.encode.WavFile;
import runflow.engine.scene.Scene;
import runflow.engine.sound.Composer;
import runflow.engine.sound.Spoken;
import runflow.engine.sound.Track;

/** The sound of a rendering: what is heard of a scene, and what is said over it. */
final class SoundFile {
  /**
   * What was made.
   *
   * @param wav empty if the format has no sound
   * @param notes sentences for the run's log, about quoted words
   */
  record Made(Optional<Path> wav, List<String> notes) {}

  private SoundFile() {}

  /**
   * Makes the sound and writes it to a file, unless the format has none.
   *
   * @param speaking what is said over the scene's own sound
   * @throws IOException if the file cannot be written
   * @throws InterruptedException if the thread was interrupted
   */
  static Made make(Scene scene, long seed, Format format, Speaking speaking, Path file)
      throws IOException, InterruptedException {
    if (!format.audio()) {
      return new Made(Optional.empty(), List.of());
    }
    List<String> notes = new ArrayList<>();
    Optional<Spoken> spoken = speaking.say(notes, format.seconds());
    Track track = Composer.compose(scene, seed, format.seconds(), spoken);
    WavFile.write(file, Track.RATE, track.left(), track.right());
    return new Made(Optional.of(file), List.copyOf(notes));
  }
}
