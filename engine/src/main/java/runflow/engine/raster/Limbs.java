package runflow.engine.raster;

import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Skin;

/** Draws limbs on a canvas. Not thread-safe. */
final class Limbs {
  /** Columns of a level limb that are drawn alike at most. */
  private static final int STRETCH = 12;

  /** Pixels by which its radius changes between them at most. */
  private static final float TAPER = 0.12f;

  private final Canvas canvas;
  private final Swatches swatches;
  private final Lamp lamp;
  private final Capsule capsule = new Capsule();
  private final float[] colour = new float[4];

  Limbs(Canvas canvas, Swatches swatches, Lamp lamp) {
    this.canvas = canvas;
    this.swatches = swatches;
    this.lamp = lamp;
  }

  /**
   * A limb on the picture.
   *
   * @param bx columns from its one end to the other
   * @param by rows from its one end to the other
   * @param thin how much a limb that is thinner than a pixel covers of one
   */
  private record Shape(
      Skin skin, float ax, float ay, float bx, float by, float r0, float r1, float thin) {
    static Shape of(Part.Limb limb, Easel.Stand stand) {
      float ax = stand.column(limb.x0());
      float ay = stand.row(limb.y0());
      float bx = stand.column(limb.x1()) - ax;
      float by = stand.row(limb.y1()) - ay;
      float r0 = limb.r0() * stand.unit();
      float r1 = limb.r1() * stand.unit();
      float thin = Math.max(r0, r1) < 0.5f ? Math.max(r0, r1) * 2 : 1;
      return new Shape(limb.skin(), ax, ay, bx, by, r0, r1, thin);
    }

    boolean large() {
      return Math.max(r0, r1) > Swatch.FINE;
    }

    /** How many columns between its ends are drawn alike. */
    int alike() {
      if (by != 0 || large()) {
        return 1;
      }
      float taper = Math.abs(r1 - r0) / Math.max(1, Math.abs(bx));
      return (int) Math.max(1, Math.min(STRETCH, TAPER / Math.max(0.001f, taper)));
    }
  }

  /** Draws a limb of a figure that stands somewhere. */
  void draw(Part.Limb limb, Easel.Stand stand) {
    Shape shape = Shape.of(limb, stand);
    Swatch swatch = swatches.of(limb.skin());
    float ay = shape.ay;
    float by = shape.by;
    float reach = Math.max(0.35f, Math.max(shape.r0, shape.r1)) + 0.5f;
    capsule.set(shape.ax, ay, shape.bx, by, reach);
    int y0 = Math.max(canvas.top, (int) (Math.min(ay, ay + by) - reach));
    int y1 = Math.min(canvas.bottom(), (int) (Math.max(ay, ay + by) + reach) + 1);
    for (int y = y0; y < y1; y++) {
      int x0 = Math.max(canvas.left, (int) Math.ceil(capsule.begin(y)));
      int x1 = Math.min(canvas.right(), (int) Math.floor(capsule.end(y)) + 1);
      canvas.touch(y, x0, x1);
      row(shape, swatch, y, x0, x1);
      canvas.close(y, x0, x1);
    }
  }

  private void row(Shape shape, Swatch swatch, int y, int x0, int x1) {
    float bx = shape.bx;
    float by = shape.by;
    float r0 = shape.r0;
    float r1 = shape.r1;
    float share = 1 / Math.max(0.0001f, bx * bx + by * by);
    boolean large = shape.large();
    int alike = shape.alike();
    int levelFrom = (int) Math.ceil(Math.min(shape.ax, shape.ax + bx));
    int levelTo = Math.min(x1, (int) Math.max(shape.ax, shape.ax + bx));
    int end;
    for (int from = x0; from < x1; from = end) {
      end = from >= levelFrom && from < levelTo ? Math.min(levelTo, from + alike) : from + 1;
      float x = 0.5f * (from + end - 1) - shape.ax;
      float along = Maths.clamp((x * bx + (y - shape.ay) * by) * share);
      float radius = Math.max(0.35f, r0 + (r1 - r0) * along);
      float unit = 1 / radius;
      float dx = (x - bx * along) * unit;
      float dy = (y - shape.ay - by * along) * unit;
      float q = dx * dx + dy * dy;
      float inner = 1 - 0.5f * unit;
      boolean inside = inner > 0 && q < inner * inner;
      float cover = inside ? 1 : (1 - Maths.sqrt(q)) * radius + 0.5f;
      if (cover > 0) {
        if (large) {
          lamp.shade(shape.skin, dx, -dy, colour);
        } else {
          swatch.shade(dx, -dy, colour);
        }
        canvas.lay(y, from, end, colour, Math.min(1, cover) * shape.thin);
      }
    }
  }
}
