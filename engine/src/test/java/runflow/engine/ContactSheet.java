package runflow.engine;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import runflow.engine.raster.SceneShot;
import runflow.engine.raster.Shot;
import runflow.engine.raster.Size;
import runflow.engine.scene.SceneReader;

/**
 * Draws three frames of each prompt in {@code contact-sheet.txt} into one JPEG file for each prompt
 * and prints what the drawing cost: wall-clock time of the plates, CPU time of the best of some
 * frames.
 */
final class ContactSheet {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SECONDS = 6;
  private static final int TIMED = 12;
  private static final double[] AT = {0.4, 3, 5.6};
  private static final float QUALITY = 0.8f;

  /** One line of the list: the file's name, a seed, a prompt. */
  record Entry(String name, long seed, String prompt) {}

  private final Path folder;
  private final int thumb;
  private final SceneReader reader = new SceneReader();

  private ContactSheet(Path folder, int thumb) {
    this.folder = folder;
    this.thumb = thumb;
  }

  /**
   * Writes the sheet.
   *
   * @param args the folder to write to, the width of one frame, and names to draw (all if none)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    ContactSheet sheet = new ContactSheet(folder, Integer.parseInt(args[1]));
    List<String> names = List.of(args).subList(2, args.length);
    System.out.println("name               plates ms   ms/frame   largest step");
    for (Entry entry : entries()) {
      if (names.isEmpty() || names.contains(entry.name())) {
        sheet.draw(entry);
      }
    }
  }

  /** The prompts of the sheet. */
  static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (var in = ContactSheet.class.getResourceAsStream("contact-sheet.txt")) {
      if (in == null) {
        throw new IOException("contact-sheet.txt is not on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] parts = line.split(" +", 3);
        entries.add(new Entry(parts[0], Long.parseLong(parts[1]), parts[2]));
      }
    }
    return entries;
  }

  private void draw(Entry entry) throws IOException, InterruptedException {
    Size size = new Size(1280, 720, SECONDS);
    Format format = new Format(size.width(), size.height(), SECONDS, false);
    byte[] frame = new byte[size.width() * size.height() * 3 / 2];
    long start = System.nanoTime();
    Shot shot = SceneShot.of(reader.read(entry.prompt(), "", entry.seed()), entry.seed(), size);
    long built = System.nanoTime();
    BufferedImage row =
        new BufferedImage(
            AT.length * thumb + (AT.length - 1) * 4, thumb * 9 / 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = row.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < AT.length; i++) {
      shot.draw((float) AT[i], frame);
      byte[] jpeg = Jpeg.of(frame, format, 1, 0.98f);
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
      BufferedImage half = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
      Graphics2D smaller = half.createGraphics();
      smaller.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      smaller.drawImage(picture, 0, 0, 640, 360, null);
      smaller.dispose();
      BufferedImage source = thumb > 640 ? picture : half;
      graphics.drawImage(source, i * (thumb + 4), 0, thumb, thumb * 9 / 16, null);
    }
    graphics.dispose();
    write(row, folder.resolve(entry.name() + ".jpg"));
    print(entry, shot, frame, (built - start) / 1e6);
  }

  private static void print(Entry entry, Shot shot, byte[] frame, double plates) {
    byte[] before = frame.clone();
    double most = 0;
    double best = Double.MAX_VALUE;
    for (int i = 0; i < TIMED; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      shot.draw((36 + i) / (float) Format.FPS, frame);
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
      if (i > 0) {
        most = Math.max(most, step(before, frame));
      }
      System.arraycopy(frame, 0, before, 0, frame.length);
    }
    System.out.println(
        String.format(
            Locale.ROOT, "%-18s %9.0f   %8.1f   %12.2f", entry.name(), plates, best, most));
  }

  private static double step(byte[] a, byte[] b) {
    int luma = a.length * 2 / 3;
    return IntStream.range(0, luma).mapToLong(i -> Math.abs((a[i] & 255) - (b[i] & 255))).sum()
        / (double) luma;
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
