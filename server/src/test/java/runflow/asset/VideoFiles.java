package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small real videos, made by ffmpeg. */
final class VideoFiles {
  private VideoFiles() {}

  /** A test picture of one second. */
  static byte[] clip(Path file, String size, String fps, String options) throws Exception {
    String input = "-f lavfi -i testsrc2=d=1:s=" + size + ":r=" + fps;
    return ffmpeg(file, (input + " " + options).strip());
  }

  static byte[] ffmpeg(Path file, String options) throws Exception {
    List<String> line = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    line.addAll(List.of(options.split(" +", -1)));
    line.add(file.toString());
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Files.readAllBytes(file);
  }

  /** Where the first box of a type has its type. */
  static int find(byte[] file, String type) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(type);
    assertThat(at).as(type).isPositive();
    return at;
  }
}
