package runflow.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import runflow.engine.encode.WavFile;
import runflow.engine.scene.Scene;
import runflow.engine.sound.Composer;
import runflow.engine.sound.Track;

/** The sound of a rendering, made on a thread of its own while plates are built. */
final class SoundFile implements AutoCloseable {
  private final FutureTask<Optional<Path>> task;
  private final Thread thread;

  private SoundFile(FutureTask<Optional<Path>> task) {
    this.task = task;
    thread = Thread.ofPlatform().name("engine-sound").daemon().start(task);
  }

  static SoundFile start(Scene scene, long seed, Format format, Path file) {
    return new SoundFile(
        new FutureTask<>(
            () -> {
              if (!format.audio()) {
                return Optional.empty();
              }
              Track track = Composer.compose(scene, seed, format.seconds());
              WavFile.write(file, Track.RATE, track.left(), track.right());
              return Optional.of(file);
            }));
  }

  /** The WAV file, once it is written; empty if the format has no sound. */
  Optional<Path> await() throws IOException, InterruptedException {
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
