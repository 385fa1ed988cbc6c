package runflow.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import runflow.engine.encode.WavFile;
import runflow.engine.scene.Scene;
import runflow.engine.sound.Composer;
import runflow.engine.sound.Spoken;
import runflow.engine.sound.Track;

/** The sound of a rendering, made on a thread of its own while plates are built. */
final class SoundFile implements AutoCloseable {
  /**
   * What was made.
   *
   * @param wav empty if the format has no sound
   * @param notes sentences for the run's log, about quoted words
   */
  record Made(Optional<Path> wav, List<String> notes) {}

  private final FutureTask<Made> task;
  private final Thread thread;

  private SoundFile(FutureTask<Made> task) {
    this.task = task;
    thread = Thread.ofPlatform().name("engine-sound").daemon().start(task);
  }

  /**
   * Starts the work.
   *
   * @param speaking what is said over the scene's own sound
   */
  static SoundFile start(Scene scene, long seed, Format format, Speaking speaking, Path file) {
    return new SoundFile(
        new FutureTask<>(
            () -> {
              if (!format.audio()) {
                return new Made(Optional.empty(), List.of());
              }
              List<String> notes = new ArrayList<>();
              Optional<Spoken> spoken = speaking.say(notes, format.seconds());
              Track track = Composer.compose(scene, seed, format.seconds(), spoken);
              WavFile.write(file, Track.RATE, track.left(), track.right());
              return new Made(Optional.of(file), List.copyOf(notes));
            }));
  }

  /** The sound, once it is written. */
  Made await() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("the sound could not be written", e.getCause());
    }
  }

  /** Stops the work if it still goes on, and waits for its end. */
  @Override
  public void close() {
    thread.interrupt();
    Joins.untilEnd(thread);
  }
}
