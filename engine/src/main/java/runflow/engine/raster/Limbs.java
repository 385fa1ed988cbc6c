package runflow.engine.raster;

import runflow.engine.raster.figure.Part;

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

  /** Draws a limb of a figure that stands somewhere. */
  void draw(Part.Limb limb, Easel.Stand stand) {
    float ax = stand.column(limb.x0());
    float ay = stand.row(limb.y0());
    float bx = stand.column(limb.x1()) - ax;
    float by = stand.row(limb.y1()) - ay;
    float r0 = limb.r0() * stand.unit();
    float r1 = limb.r1() * stand.unit();
    float share = 1 / Math.max(0.0001f, bx * bx + by * by);
    float reach = Math.max(0.35f, Math.max(r0, r1)) + 0.5f;
    float thin = Math.max(r0, r1) < 0.5f ? Math.max(r0, r1) * 2 : 1;
    capsule.set(ax, ay, bx, by, reach);
    Swatch swatch = swatches.of(limb.skin());
    boolean large = Math.max(r0, r1) > Swatch.FINE;
    int alike = by == 0 && !large ? alike(Math.abs(r1 - r0) / Math.max(1, Math.abs(bx))) : 1;
    int levelFrom = (int) Math.ceil(Math.min(ax, ax + bx));
    int levelTo = (int) Math.max(ax, ax + bx);
    int y0 = Math.max(canvas.top, (int) (Math.min(ay, ay + by) - reach));
    int y1 = Math.min(canvas.bottom(), (int) (Math.max(ay, ay + by) + reach) + 1);
    for (int y = y0; y < y1; y++) {
      capsule.row(y);
      int x0 = Math.max(canvas.left, capsule.from());
      int x1 = Math.min(canvas.right(), capsule.to());
      canvas.touch(y, x0, x1);
      int end;
      for (int from = x0; from < x1; from = end) {
        boolean level = from >= levelFrom && from < levelTo;
        end = level ? Math.min(Math.min(levelTo, x1), from + alike) : from + 1;
        float x = 0.5f * (from + end - 1);
        float along = Maths.clamp(((x - ax) * bx + (y - ay) * by) * share);
        float radius = Math.max(0.35f, r0 + (r1 - r0) * along);
        float unit = 1 / radius;
        float dx = (x - ax - bx * along) * unit;
        float dy = (y - ay - by * along) * unit;
        float q = dx * dx + dy * dy;
        float inner = 1 - 0.5f * unit;
        boolean inside = inner > 0 && q < inner * inner;
        float cover = inside ? 1 : (1 - Maths.sqrt(q)) * radius + 0.5f;
        if (cover > 0) {
          if (large) {
            lamp.shade(limb.skin(), dx, -dy, colour);
          } else {
            swatch.shade(dx, -dy, colour);
          }
          canvas.lay(y, from, end, colour, Math.min(1, cover) * thin);
        }
      }
    }
  }

  /** Columns that are drawn alike, of a level limb whose radius changes so much from one on. */
  private static int alike(float taper) {
    return (int) Math.max(1, Math.min(STRETCH, TAPER / Math.max(0.001f, taper)));
  }
}
