package runflow.engine;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** What several tests of the engine need: ffmpeg, ffprobe, pictures and hashes. */
final class Testing {
  private static final Path CACHE = Path.of("target", "ffmpeg-cache");

  private Testing() {}

  static Ffmpeg ffmpeg() throws IOException, InterruptedException {
    return Ffmpeg.locate(Optional.empty(), CACHE);
  }

  /** What ffprobe says of a file: one {@code key=value} a line. */
  static String probe(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format=duration:format_tags=comment:stream=codec_name,width,height,nb_frames,"
                    + "r_frame_rate,color_space,color_range,sample_rate,channels,duration",
                "-of",
                "default=noprint_wrappers=1",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("ffprobe failed: " + said);
    }
    return said;
  }

  /** A hash of the packets of one stream: {@code a} sound, {@code v} pictures. */
  static String stream(Path file, String kind) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                kind,
                "-show_data_hash",
                "sha256",
                "-show_entries",
                "packet=data_hash",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || !said.contains("SHA256:")) {
      throw new IOException("ffprobe failed: " + said);
    }
    return said;
  }

  static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** A picture with a gradient and a few shapes. */
  static byte[] picture(String type, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    g.fillRect(0, 0, width, height);
    g.setPaint(Color.WHITE);
    g.fillOval(width / 4, height / 4, width / 5, height / 5);
    g.setPaint(Color.DARK_GRAY);
    g.fillRect(width / 2, height / 2, width / 4, height / 2);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, type, out);
    return out.toByteArray();
  }
}
