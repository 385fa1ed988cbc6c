package runflow.engine.raster;

import org.jspecify.annotations.Nullable;
import runflow.engine.raster.figure.Sketch;

/** Figures that do not move, drawn once to a plate. */
final class Baked {
  /** A plate is resampled from pairs of rows, also of its halved chroma. */
  private static final int LEAST = 8;

  private Baked() {}

  /**
   * Where it is drawn.
   *
   * @param depth of the plate
   * @param cover rows that nearer ground begins at, by column of the picture; null if none
   * @param room columns left free on either side, an even number
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Spot(Easel.Stand stand, float depth, float @Nullable [] cover, int room) {}

  static Plate plate(Sketch sketch, Easel.Stand stand, float depth, Lens lens, Lamp lamp) {
    return plate(sketch, new Spot(stand, depth, null, 0), lens, lamp);
  }

  static Plate plate(Sketch sketch, Spot spot, Lens lens, Lamp lamp) {
    Easel.Stand stand = spot.stand();
    int marginX = (int) lens.marginX() & ~1;
    int marginY = (int) lens.marginY() & ~1;
    Easel easel = new Easel(lens.width() + 2 * marginX, lens.height() + 2 * marginY, lamp);
    easel.draw(
        sketch,
        new Easel.Stand(stand.x() + marginX, stand.y() + marginY, stand.unit(), stand.facing()));
    Canvas canvas = easel.canvas;
    float[] cover = spot.cover();
    if (cover != null) {
      cut(canvas, cover, marginX, marginY);
    }
    int room = spot.room();
    int width = Math.max(LEAST, canvas.width) + 2 * room;
    int height = Math.max(LEAST, canvas.height);
    Region region =
        new Region(canvas.left - marginX - room, canvas.top - marginY, width, height, 1);
    Plate plate = new Plate(region, spot.depth(), true);
    store(canvas, plate, room);
    return plate.done();
  }

  /** Takes away what lies below a row, by column. */
  private static void cut(Canvas canvas, float[] rows, int marginX, int marginY) {
    int width = canvas.width;
    for (int x = 0; x < width; x++) {
      int column = Math.max(0, Math.min(rows.length - 1, canvas.left + x - marginX));
      for (int y = 0; y < canvas.height; y++) {
        float seen = Maths.clamp(rows[column] + marginY - canvas.top - y + 0.5f);
        for (int plane = 0; plane < 4; plane++) {
          canvas.plane(plane)[y * width + x] *= seen;
        }
      }
    }
  }

  private static void store(Canvas canvas, Plate plate, int room) {
    int wide = plate.luma.width;
    int small = plate.blue.width;
    full(canvas.plane(0), plate.luma.samples, canvas, new Scale(Plate.UNIT, room, wide));
    half(canvas.plane(1), plate.blue.samples, canvas, new Scale(Plate.UNIT, room, small));
    half(canvas.plane(2), plate.red.samples, canvas, new Scale(Plate.UNIT, room, small));
    short[] alpha = plate.luma.alpha;
    short[] less = plate.blue.alpha;
    if (alpha != null && less != null) {
      full(canvas.plane(3), alpha, canvas, new Scale(Plate.OPAQUE, room, wide));
      half(canvas.plane(3), less, canvas, new Scale(Plate.OPAQUE, room, small));
      keep(plate.luma.samples, alpha);
      keep(plate.blue.samples, less);
      keep(plate.red.samples, less);
    }
  }

  /**
   * How samples are stored.
   *
   * @param unit what they are multiplied by
   * @param room columns that are left free on either side
   * @param width columns of the plane
   */
  private record Scale(float unit, int room, int width) {}

  private static void full(float[] from, short[] to, Canvas canvas, Scale scale) {
    int width = canvas.width;
    for (int y = 0; y < canvas.height; y++) {
      int start = y * scale.width + scale.room;
      for (int x = 0; x < width; x++) {
        to[start + x] = (short) (from[y * width + x] * scale.unit + 0.5f);
      }
    }
  }

  private static void half(float[] from, short[] to, Canvas canvas, Scale scale) {
    int width = canvas.width;
    for (int y = 0; y + 1 < canvas.height; y += 2) {
      int start = y / 2 * scale.width + scale.room / 2;
      for (int x = 0; x + 1 < width; x += 2) {
        int at = y * width + x;
        float sum = from[at] + from[at + 1] + from[at + width] + from[at + width + 1];
        to[start + x / 2] = (short) (sum * scale.unit / 4 + 0.5f);
      }
    }
  }

  /** Light covers nothing, but a sample without any alpha counts as empty. */
  private static void keep(short[] samples, short[] alpha) {
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] != 0 && alpha[i] == 0) {
        alpha[i] = 1;
      }
    }
  }
}
