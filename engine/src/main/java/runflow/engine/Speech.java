package runflow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runflow.engine.encode.Children;
import runflow.engine.sound.Spoken;

/**
 * A text-to-speech program for the words that a prompt quotes, or none. The program is espeak-ng or
 * flite, or one that takes the same options; it gets the words through a pipe, never as an option.
 * Immutable and safe to share.
 */
public final class Speech {
  /** What a program said, or why it said nothing. */
  record Answer(Optional<Spoken> spoken, String note) {}

  private static final List<String> PROGRAMS = List.of("espeak-ng", "flite");
  private static final long PATIENCE_SECONDS = 10;
  private static final int MOST_BYTES = 16 << 20;

  private final Optional<String> program;

  private Speech(Optional<String> program) {
    this.program = program;
  }

  /** No voice. */
  public static Speech none() {
    return new Speech(Optional.empty());
  }

  /**
   * The configured program, or else espeak-ng or flite where the system finds it; no voice if there
   * is none.
   *
   * @throws IOException if the configured program cannot be started
   */
  public static Speech locate(Optional<Path> configured) throws IOException, InterruptedException {
    if (configured.isPresent()) {
      String path = configured.get().toString();
      if (!starts(path)) {
        throw new IOException(
            "the voice program at %s could not be started: configure the path of espeak-ng or flite"
                .formatted(path));
      }
      return new Speech(Optional.of(path));
    }
    for (String name : PROGRAMS) {
      if (starts(name)) {
        return new Speech(Optional.of(name));
      }
    }
    return none();
  }

  private static boolean starts(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.flush();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return true;
      } finally {
        Children.kill(process);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is a program. */
  public boolean present() {
    return program.isPresent();
  }

  /**
   * Has words said.
   *
   * @param words as {@link Quotes} gives them
   * @throws InterruptedException if the thread was interrupted; the program is then stopped
   */
  Answer say(String words) throws InterruptedException {
    if (program.isEmpty()) {
      return new Answer(
          Optional.empty(),
          "the quoted words are not spoken: no voice program is installed (espeak-ng or flite)");
    }
    try {
      Optional<Spoken> spoken = Spoken.read(run(program.get(), words));
      String note =
          spoken
              .map(
                  s ->
                      String.format(
                          Locale.ROOT,
                          "the quoted words are spoken by %s, %.1f s",
                          name(program.get()),
                          s.seconds()))
              .orElse("the quoted words are not spoken: the voice program gave no sound");
      return new Answer(spoken, note);
    } catch (IOException e) {
      return new Answer(
          Optional.empty(), "the quoted words are not spoken: the voice program failed");
    }
  }

  /** A program's file name, without its folder. */
  private static String name(String program) {
    return String.valueOf(Path.of(program).getFileName());
  }

  /** flite writes only to a file that it can seek in; espeak-ng writes to its output. */
  private static byte[] run(String program, String words) throws IOException, InterruptedException {
    if (!name(program).contains("flite")) {
      return run(List.of(program, "--stdin", "--stdout", "-v", "en", "-s", "145"), words);
    }
    Path file = Files.createTempFile("runflow-voice-", ".wav");
    try {
      run(List.of(program, "-f", "-", "-o", file.toString()), words);
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MOST_BYTES);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static byte[] run(List<String> command, String words)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var said = new FutureTask<>(() -> talk(process, words));
    Thread.ofPlatform().name("engine-voice").daemon().start(said);
    try {
      return said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the voice program did not finish", e);
    } finally {
      Children.kill(process);
    }
  }

  private static byte[] talk(Process process, String words) throws IOException {
    try (InputStream out = process.getInputStream()) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(words.getBytes(StandardCharsets.UTF_8));
      }
      byte[] wav = out.readNBytes(MOST_BYTES + 1);
      if (wav.length > MOST_BYTES) {
        throw new IOException("the voice program gave more than %d bytes".formatted(MOST_BYTES));
      }
      return wav;
    }
  }
}
