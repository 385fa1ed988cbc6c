package runflow.engine.raster;

import java.util.List;
import runflow.engine.scene.Move;
import runflow.engine.scene.Particles;

/**
 * A shot through a still picture: its near parts move and grow more than its far ones, light drifts
 * from its brightest part, and what the prompt names floats before it. Not thread-safe.
 */
public final class PictureShot implements Shot {
  /** What the picture's own light is at, one number for each row or column. */
  private record Light(float[] columns, float[] rows) {}

  private final Lens lens;
  private final Move move;
  private final Size size;
  private final Mesh mesh;
  private final Still still;
  private final Film film;
  private final Light light;
  private final List<Overlay> overlays;
  private final float[] row;

  private PictureShot(Move move, Particles particles, long seed, Size size, Plate plate) {
    this.move = move;
    this.size = size;
    Relievo relievo = new Relievo(plate);
    lens =
        new Lens(
            size.width(),
            size.height(),
            Math.min(size.width(), size.height()),
            size.height() * 0.48f,
            size.width() * relievo.lightX(),
            size.height() * relievo.lightY());
    mesh = new Mesh(relievo);
    still = new Still(plate, mesh, size);
    film = new Film(lens, 0.6f);
    light = light(lens);
    row = new float[size.width()];
    overlays =
        particles == Particles.NONE
            ? List.of()
            : List.of(new Afloat(particles, Ambience.of(relievo, plate), lens, seed));
  }

  /**
   * Makes a picture ready to be drawn.
   *
   * @param pixels of the video's shape
   * @param particles what floats before it
   * @throws InterruptedException if the thread was interrupted while the picture was scaled
   */
  public static Shot of(Pixels pixels, Move move, Particles particles, long seed, Size size)
      throws InterruptedException {
    float finer = pixels.width() > size.width() * 1.1f ? 1.12f : 1.04f;
    int width = (int) (size.width() * finer) & ~1;
    int height = (int) (size.height() * finer) & ~1;
    Region region = new Region(0, 0, width, height, size.width() / (float) width);
    return new PictureShot(move, particles, seed, size, new Scaler(pixels, region).plate(1));
  }

  private static Light light(Lens lens) {
    float reach = 0.45f * Math.max(lens.width(), lens.height());
    float[] columns = new float[lens.width()];
    for (int x = 0; x < columns.length; x++) {
      float d = (x - lens.sunX()) / reach;
      columns[x] = Maths.exp(-d * d);
    }
    float[] rows = new float[lens.height()];
    for (int y = 0; y < rows.length; y++) {
      float d = (y - lens.sunY()) / reach;
      rows[y] = Maths.exp(-d * d);
    }
    return new Light(columns, rows);
  }

  @Override
  public void draw(float time, byte[] i420) {
    View view = View.at(move, time, size.seconds());
    Frame frame = new Frame(i420, lens.width(), lens.height());
    mesh.place(view);
    film.start(view.frame());
    for (int y = 0; y < lens.height(); y++) {
      still.luma(y, row);
      shine(y, view.time());
      film.luma(row, y, i420, y * lens.width());
    }
    for (int y = 0; y < lens.height() / 2; y++) {
      still.chroma(y, frame, row);
    }
    overlays.forEach(overlay -> overlay.draw(frame, view));
  }

  /** Light that swells and ebbs around the brightest part, as if thin clouds passed. */
  private void shine(int y, float time) {
    float swell = 0.055f * Maths.sin(time * 0.9) + 0.02f * Maths.sin(time * 2.3 + 1);
    float strength = swell * light.rows[y];
    float slope = 0.03f * Maths.sin(time * 0.55 + 1) / lens.width();
    float start = 1 - slope * lens.width() / 2;
    for (int x = 0; x < row.length; x++) {
      row[x] = 16 + (row[x] - 16) * (start + slope * x + strength * light.columns[x]);
    }
  }
}
