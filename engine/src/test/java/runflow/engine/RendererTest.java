package runflow.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.encode.WavFile;

class RendererTest {
  private static final Script LAKE = new Script.Text("a mountain lake at dusk", "");
  private static final Format SHORT = Format.of("720p", false, 1, true);

  @TempDir Path folder;

  @Test
  void theSameScriptSeedAndFormatGiveTheSameBytes() throws Exception {
    Rendering first = render(LAKE, 11, SHORT, "a.mp4");
    Rendering second = render(LAKE, 11, SHORT, "b.mp4");
    Rendering other = render(LAKE, 12, SHORT, "c.mp4");
    assertThat(Testing.sha256(second.video())).isEqualTo(Testing.sha256(first.video()));
    assertThat(Testing.sha256(other.video())).isNotEqualTo(Testing.sha256(first.video()));
    assertThat(second.posterJpeg()).isEqualTo(first.posterJpeg());
    assertThat(files()).containsExactly("a.mp4", "b.mp4", "c.mp4");
  }

  @Test
  void theFileIsWhatWasAskedFor() throws Exception {
    Rendering rendering = render(LAKE, 1, Format.of("720p", true, 2, true), "v.mp4");
    String probe = Testing.probe(rendering.video());
    assertThat(probe)
        .contains("codec_name=h264", "width=720", "height=1280", "r_frame_rate=24/1")
        .contains("nb_frames=48", "color_space=bt709", "color_range=tv")
        .contains("codec_name=aac", "sample_rate=48000", "channels=2")
        .contains("TAG:comment=made by the Runflow sandbox engine");
    assertThat(duration(probe)).isCloseTo(2, within(0.05));
    var poster = ImageIO.read(new ByteArrayInputStream(rendering.posterJpeg()));
    assertThat(poster.getWidth()).isEqualTo(360);
    assertThat(poster.getHeight()).isEqualTo(640);
  }

  @Test
  void withoutAudioThereIsNoAudioStream() throws Exception {
    Rendering rendering = render(LAKE, 1, Format.of("720p", false, 1, false), "v.mp4");
    String probe = Testing.probe(rendering.video());
    assertThat(probe).contains("codec_name=h264").doesNotContain("aac");
    assertThat(duration(probe)).isCloseTo(1, within(0.05));
  }

  @Test
  void quotedWordsAreHeardWhereThereIsAVoiceAndTheNotesSayWhich() throws Exception {
    Script spoken = new Script.Text("a lake; a voice says \"Good evening\"", "");
    Speech speech = Speech.locate(Optional.of(voice()));
    Format two = Format.of("720p", false, 2, true);
    Rendering with = render(spoken, speech, two, "with.mp4");
    Rendering again = render(spoken, speech, two, "again.mp4");
    Rendering without = render(spoken, Speech.none(), two, "without.mp4");
    assertThat(with.notes()).last().asString().contains("spoken by voice");
    assertThat(without.notes()).last().asString().contains("no voice program is installed");
    assertThat(Testing.stream(with.video(), "a"))
        .isNotEqualTo(Testing.stream(without.video(), "a"));
    assertThat(Testing.stream(with.video(), "v")).isEqualTo(Testing.stream(without.video(), "v"));
    assertThat(Testing.sha256(again.video())).isEqualTo(Testing.sha256(with.video()));
    assertThat(again.notes()).isEqualTo(with.notes());
  }

  @Test
  void withoutAudioNoWordIsSpoken() throws Exception {
    Script spoken = new Script.Text("a lake; a voice says \"Good evening\"", "");
    Speech speech = Speech.locate(Optional.of(voice()));
    Rendering silent = render(spoken, speech, Format.of("720p", false, 1, false), "silent.mp4");
    assertThat(Testing.probe(silent.video())).contains("h264").doesNotContain("aac");
    assertThat(silent.notes()).noneMatch(note -> note.contains("spoken"));
    assertThat(folder.resolve("voice-ran")).doesNotExist();
  }

  /** A program that says half a second of a low tone, whatever the words. */
  private Path voice() throws IOException {
    float[] tone = new float[24_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = i / 100 % 2 == 0 ? 0.4f : -0.4f;
    }
    Path wav = folder.resolve("tone.wav");
    WavFile.write(wav, 48_000, tone, tone);
    Path program = folder.resolve("voice");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$1" = --version ] && exit 0
        cat > %s; cat %s
        """
            .formatted(folder.resolve("voice-ran"), wav));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private Rendering render(Script script, Speech speech, Format format, String name)
      throws Exception {
    return new Renderer(Testing.ffmpeg(), speech)
        .render(script, 3, format, folder.resolve(name), p -> {});
  }

  @Test
  void aPictureBecomesAVideoOfItself() throws Exception {
    byte[] picture = Testing.picture("png", 1400, 900);
    Rendering first = render(new Script.Image(picture, "zoom in", ""), 3, SHORT, "a.mp4");
    Rendering second = render(new Script.Image(picture, "zoom in", ""), 3, SHORT, "b.mp4");
    assertThat(Testing.sha256(second.video())).isEqualTo(Testing.sha256(first.video()));
    var poster = ImageIO.read(new ByteArrayInputStream(first.posterJpeg()));
    int left = poster.getRGB(30, 180);
    assertThat(left >> 16 & 255).as("red at the left").isGreaterThan((left & 255) + 40);
  }

  @Test
  void progressGoesUpToTheEndAndStops() throws Exception {
    List<Double> heard = Collections.synchronizedList(new ArrayList<>());
    new Renderer(Testing.ffmpeg()).render(LAKE, 1, SHORT, folder.resolve("v.mp4"), heard::add);
    assertThat(heard).isSorted().first().isEqualTo(0.0);
    assertThat(heard).last().isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.051})
  void anInterruptStopsSoonAndLeavesNothing(double progress) throws Exception {
    Renderer renderer = new Renderer(Testing.ffmpeg());
    Format longFormat = Format.of("1080p", false, 60, true);
    CountDownLatch underWay = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Path target = folder.resolve("v.mp4");
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    renderer.render(
                        LAKE, 1, longFormat, target, p -> reached(p, progress, underWay));
                  } catch (Exception e) {
                    end.set(e);
                  }
                });
    underWay.await();
    long before = System.nanoTime();
    thread.interrupt();
    thread.join();
    // The video takes a minute to make; a machine that is busy may take longer than a second.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(files()).isEmpty();
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
  }

  private static void reached(double progress, double wanted, CountDownLatch underWay) {
    if (progress >= wanted) {
      underWay.countDown();
    }
  }

  @Test
  void aFailureOfFfmpegIsToldInItsWordsAndLeavesNothing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = Files.createFile(bin.resolve("ffmpeg"));
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          *-encoders) echo " V libx264 x"; echo " A aac x" ;;
          *-version) echo "ffmpeg" ;;
          *) echo "no space for this" >&2; exit 3 ;;
        esac
        """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Renderer renderer = new Renderer(Ffmpeg.locate(Optional.of(program), folder));
    assertThatThrownBy(() -> renderer.render(LAKE, 1, SHORT, folder.resolve("v.mp4"), p -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no space for this");
    assertThat(files()).containsExactly("bin");
  }

  @Test
  void anInterruptEndsWhatAScriptAroundFfmpegHasStarted() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = Files.createFile(bin.resolve("ffmpeg"));
    Path child = bin.resolve("child");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          *-encoders) echo " V libx264 x"; echo " A aac x" ;;
          *-version) echo "ffmpeg" ;;
          *) sleep 60 & echo $! > %s; cat > /dev/null; wait ;;
        esac
        """
            .formatted(child));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Renderer renderer = new Renderer(Ffmpeg.locate(Optional.of(program), folder));
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                renderer.render(
                    LAKE,
                    1,
                    Format.of("720p", false, 60, false),
                    folder.resolve("v.mp4"),
                    p -> reached(p, 0.06, caller)))
        .isInstanceOf(InterruptedException.class);
    long pid = Long.parseLong(Files.readString(child).strip());
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().orTimeout(5, SECONDS).join());
    assertThat(files()).containsExactly("bin");
  }

  private static void reached(double progress, double wanted, Thread caller) {
    if (progress >= wanted) {
      caller.interrupt();
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed() throws Exception {
    Renderer renderer = new Renderer(Testing.ffmpeg());
    Path target = folder.resolve("missing").resolve("v.mp4");
    assertThatThrownBy(() -> renderer.render(LAKE, 1, SHORT, target, p -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void aStillIsAJpegOfTheFormat() throws Exception {
    byte[] still = Renderer.still(LAKE, 1, SHORT, 0.5);
    assertThat(ImageIO.read(new ByteArrayInputStream(still)).getWidth()).isEqualTo(1280);
  }

  private Rendering render(Script script, long seed, Format format, String name) throws Exception {
    return new Renderer(Testing.ffmpeg())
        .render(script, seed, format, folder.resolve(name), p -> {});
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static double duration(String probe) {
    String line = probe.lines().filter(l -> l.startsWith("duration=")).reduce("", (a, b) -> b);
    return Double.parseDouble(line.substring("duration=".length()));
  }
}
