package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameGrabTest {
  private static final String H264 = "-c:v libx264 -pix_fmt yuv420p";

  @TempDir Path folder;

  @Test
  void theFirstFrameIsCutAtTheSizeAndBrightnessItHas() throws Exception {
    BufferedImage wide = cut(clip("1280x720", H264), 640);
    assertThat(wide.getWidth()).isEqualTo(640);
    assertThat(wide.getHeight()).isEqualTo(360);
    assertThat(brightness(wide)).isCloseTo(0xA0, within(4.0));

    BufferedImage tall = cut(clip("540x960", H264 + " -movflags +faststart"), 640);
    assertThat(tall.getWidth()).isEqualTo(360);
    assertThat(tall.getHeight()).isEqualTo(640);

    BufferedImage small = cut(clip("64x48", H264), 640);
    assertThat(small.getWidth()).isEqualTo(64);
    assertThat(small.getHeight()).isEqualTo(48);
  }

  @Test
  void everyCodingThatIsTakenIsDecoded() throws Exception {
    for (String coding :
        List.of(
            "-c:v libx265 -x265-params log-level=none",
            "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime",
            "-c:v libaom-av1 -cpu-used 8 -usage realtime")) {
      assertThat(brightness(cut(clip("64x64", coding), 64))).isCloseTo(0xA0, within(4.0));
    }
  }

  @Test
  void noOtherCodingReachesADecoder() throws Exception {
    assertThat(grab().jpeg(clip("64x64", "-c:v mpeg4"), 64)).isEmpty();
    assertThat(grab().jpeg(clip("64x64", "-c:v mjpeg"), 64)).isEmpty();
  }

  @Test
  void aFileThatIsNoVideoGivesNone() throws Exception {
    Path garbage = Files.write(folder.resolve("garbage.mp4"), new byte[10_000]);
    assertThat(grab().jpeg(garbage, 640)).isEmpty();
    byte[] whole = Files.readAllBytes(clip("640x360", H264 + " -movflags +faststart"));
    int media = new String(whole, StandardCharsets.ISO_8859_1).indexOf("mdat");
    for (int length : new int[] {0, 20, media / 2, media + 8, media + 40}) {
      Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, length));
      assertThat(grab().jpeg(cut, 640)).as("the first %d bytes", length).isEmpty();
    }
  }

  @Test
  void aPlaylistOpensNothing() throws Exception {
    try (Trap trap = Trap.set(folder)) {
      Path list = folder.resolve("list.mp4");
      Files.writeString(
          list, "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + trap.file.getFileName() + "\n");
      assertThat(grab().jpeg(list, 640)).isEmpty();
      Files.writeString(list, "ffconcat version 1.0\nfile " + trap.file.getFileName() + "\n");
      assertThat(grab().jpeg(list, 640)).isEmpty();
      assertThat(trap.sprung()).isFalse();
    }
  }

  @Test
  void anIndexThatPointsToAnotherFileOpensNothing() throws Exception {
    try (Trap trap = Trap.set(folder)) {
      byte[] whole = Files.readAllBytes(clip("64x64", H264 + " -movflags +faststart"));
      Path video = folder.resolve("pointing.mp4");
      for (byte[] reference : List.of(References.url(trap.file), References.alias(trap.file))) {
        Files.write(video, References.pointing(whole, reference));
        assertThat(grab().jpeg(video, 640)).isEmpty();
        assertThat(trap.sprung()).isFalse();
      }
      Process follower = follower(video);
      assertThat(trap.sprungSoon()).as("an ffmpeg that may follows the alias").isTrue();
      follower.destroyForcibly().waitFor();
    }
  }

  @Test
  void theProcessInheritsNothingAndIsHeldShort() throws Exception {
    Path program = program("printf '\\377\\330'; env; ulimit -v; ulimit -f; printf '\\377\\331'");
    FrameGrab grab = new FrameGrab(Ffmpeg.locate(Optional.of(program), folder));
    byte[] said = grab.jpeg(clip("64x64", H264), 640).orElseThrow();
    List<String> lines =
        new String(said, StandardCharsets.ISO_8859_1).substring(2).lines().toList();
    assertThat(lines)
        .filteredOn(line -> line.contains("="))
        .allMatch(line -> line.matches("(PATH|LD_LIBRARY_PATH|PWD|SHLVL|OLDPWD|_)=.*"));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertThat(lines).contains("1048576", "0");
    }
  }

  @Test
  void anAnswerThatIsTooLongOrNoPictureIsDropped() throws Exception {
    Path video = clip("64x64", H264);
    for (String body :
        List.of("cat /dev/zero", "echo hello", "printf '\\377\\330abc\\377\\331'; false")) {
      FrameGrab grab = new FrameGrab(Ffmpeg.locate(Optional.of(program(body)), folder));
      assertThat(grab.jpeg(video, 640)).as(body).isEmpty();
    }
  }

  @Test
  void aProcessThatTakesTooLongIsKilled() throws Exception {
    Path pipe = pipe("slow.mp4");
    try (RandomAccessFile held = new RandomAccessFile(pipe.toFile(), "rw")) {
      FrameGrab grab = new FrameGrab(Testing.ffmpeg(), Duration.ofMillis(300));
      assertThat(grab.jpeg(pipe, 640)).isEmpty();
      assertThat(running(pipe)).isEmpty();
      assertThat(held.getFD().valid()).isTrue();
    }
  }

  @Test
  void anInterruptKillsTheProcess() throws Exception {
    Path pipe = pipe("stuck.mp4");
    FrameGrab grab = grab();
    var task = new FutureTask<>(() -> grab.jpeg(pipe, 640));
    Thread caller = Thread.ofPlatform().start(task);
    // Opens only when ffmpeg has opened the other end.
    try (FileOutputStream held = new FileOutputStream(pipe.toFile())) {
      List<ProcessHandle> before = running(pipe);
      assertThat(before).isNotEmpty();
      caller.interrupt();
      assertThatThrownBy(() -> task.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(before).noneMatch(ProcessHandle::isAlive);
      assertThat(held.getFD().valid()).isTrue();
    }
  }

  @Test
  void whatIsOurOwnFaultIsSaid() throws Exception {
    assertThatThrownBy(() -> grab().jpeg(folder.resolve("none.mp4"), 640))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.mp4");
    Path video = clip("64x64", H264);
    assertThatThrownBy(() -> grab().jpeg(video, 0)).hasMessageContaining("1 to 4096");
    Path program = program("true");
    FrameGrab grab = new FrameGrab(Ffmpeg.locate(Optional.of(program), folder));
    Files.delete(program);
    assertThatThrownBy(() -> grab.jpeg(video, 640))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(program.toString());
  }

  private static FrameGrab grab() throws IOException, InterruptedException {
    return new FrameGrab(Testing.ffmpeg());
  }

  private static BufferedImage cut(Path video, int widest) throws Exception {
    byte[] jpeg = grab().jpeg(video, widest).orElseThrow();
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static double brightness(BufferedImage image) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum += image.getRGB(x, y) >> 8 & 255;
      }
    }
    return (double) sum / image.getWidth() / image.getHeight();
  }

  /** A few grey frames with a sound. */
  private Path clip(String size, String options) throws Exception {
    Path video = folder.resolve("clip.mp4");
    String pictures = "-f lavfi -i color=c=0xA0A0A0:s=" + size + ":r=10:d=0.3";
    String said = ffmpeg(pictures + " -f lavfi -i sine=d=0.3 -c:a aac " + options + " " + video);
    assertThat(video).as(said).isNotEmptyFile();
    return video;
  }

  private static String ffmpeg(String options) throws Exception {
    List<String> line = List.of(("ffmpeg -v error -nostdin -y " + options).split(" ", -1));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process follower(Path video) throws IOException {
    String line = "ffmpeg -nostdin -enable_drefs 1 -use_absolute_path 1 -i " + video;
    return new ProcessBuilder(line.split(" ", -1))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path pipe(String name) throws Exception {
    return Trap.pipe(folder.resolve(name));
  }

  private static List<ProcessHandle> running(Path video) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains(video.toString()))
        .toList();
  }

  /** A program that passes for ffmpeg until it is asked for a frame. */
  private Path program(String body) throws IOException {
    Path program = folder.resolve("ffmpeg");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          *-encoders) echo ' libx264 aac ';;
          *-version) ;;
          *) %s;;
        esac
        """
            .formatted(body));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
