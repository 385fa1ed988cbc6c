package runflow.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import runflow.engine.Script;

/**
 * A script that {@code render} renders, by a short name, and the resolutions in which it does so.
 */
record Subject(String name, long seed, List<String> resolutions, Script script) {
  private static final long SEED = 7;

  /** All in which anything is measured. */
  static final List<String> RESOLUTIONS = List.of("720p", "1080p", "4k");

  /** Those that are measured if nothing else is asked for. */
  static List<Subject> all() throws IOException {
    List<Subject> out = new ArrayList<>();
    large(out, "mars", "An astronaut walks over the red dunes of Mars, Phobos in a dusty sky");
    large(out, "cathedral", "A woman walks through a cathedral with a rose window");
    large(out, "city", "Tokyo at night in the rain, neon signs, cars on wet streets");
    small(out, "flower", "A red flower opens in a garden, macro, morning light");
    small(out, "lake", "A rowing boat on a mountain lake at golden hour");
    small(out, "forest", "A deer in a misty autumn forest, falling leaves");
    small(out, "train", "A steam train crosses a prairie under drifting clouds");
    small(out, "sea", "A lighthouse in a storm, waves, lightning, rain");
    small(out, "space", "Saturn and its rings in deep space, slow orbit");
    Script still = new Script.Image(picture(), "The camera moves slowly into the hills", "");
    out.add(new Subject("picture", SEED, List.of("720p", "1080p"), still));
    return out;
  }

  /**
   * The prompts of a file like that of the contact sheet: lines of a name, a seed and a prompt, and
   * others that begin with {@code #}.
   */
  static List<Subject> of(Path file) throws IOException {
    List<Subject> out = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || !words[1].matches("\\d{1,18}")) {
          throw new IllegalArgumentException(
              "a line of %s must be a name, a seed and a prompt, but was `%s`"
                  .formatted(file, line));
        }
        Script script = new Script.Text(words[2], "");
        out.add(new Subject(words[0], Long.parseLong(words[1]), RESOLUTIONS, script));
      }
    }
    return out;
  }

  private static void large(List<Subject> out, String name, String prompt) {
    out.add(new Subject(name, SEED, RESOLUTIONS, new Script.Text(prompt, "")));
  }

  private static void small(List<Subject> out, String name, String prompt) {
    out.add(new Subject(name, SEED, List.of("720p"), new Script.Text(prompt, "")));
  }

  /** A PNG file of a landscape with fine detail. */
  private static byte[] picture() throws IOException {
    var image = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(0x3060a0), 0, 640, new Color(0xf0c090)));
    pen.fillRect(0, 0, 1920, 1080);
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 60_000; i++) {
      int y = 560 + random.nextInt(520);
      int size = 2 + (y - 560) / 20;
      pen.setColor(new Color(20 + random.nextInt(60), 60 + y / 12 + random.nextInt(40), 30));
      pen.fillOval(random.nextInt(1920), y, size, size / 2 + 1);
    }
    pen.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
