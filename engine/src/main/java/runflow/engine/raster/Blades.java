package runflow.engine.raster;

import java.util.Arrays;
import runflow.engine.raster.figure.Part;

/**
 * Thin blades of one colour: first it is found how much of each pixel any of them covers, then the
 * colour is laid once. Reused; not thread-safe.
 */
final class Blades {
  private final Canvas canvas;
  private final Brush brush;
  private final Touched touched = new Touched();

  /** How much of each pixel of the box is covered; zero between two drawings. */
  private float[] covers = new float[0];

  Blades(Canvas canvas, Brush brush) {
    this.canvas = canvas;
    this.brush = brush;
  }

  /**
   * A blade on the picture.
   *
   * @param dx columns from its root to its tip
   * @param dy rows from its root to its tip
   * @param radius at its root
   * @param end radius at its tip
   * @param square of its length
   * @param across one over its length
   */
  private record Blade(
      float x, float y, float dx, float dy, float radius, float end, float square, float across) {
    static Blade of(float[] all, int at, Easel.Stand stand) {
      float x = stand.column(all[at]);
      float y = stand.row(all[at + 1]);
      float dx = stand.column(all[at + 3]) - x;
      float dy = stand.row(all[at + 4]) - y;
      float radius = all[at + 2] * stand.unit();
      float end = all[at + 5] * stand.unit();
      float square = Math.max(0.01f, dx * dx + dy * dy);
      return new Blade(x, y, dx, dy, radius, end, square, 1 / Maths.sqrt(square));
    }
  }

  /** Draws blades of a figure that stands somewhere. */
  void draw(Part.Blades thin, Easel.Stand stand, float[] colour) {
    int size = canvas.width * canvas.height;
    if (covers.length < size) {
      covers = new float[size];
    }
    touched.start(canvas.height, canvas.width);
    float[] all = thin.blades();
    for (int i = 0; i < all.length; i += Part.Blades.BLADE) {
      add(Blade.of(all, i, stand));
    }
    lay(colour);
  }

  private void add(Blade blade) {
    float x = blade.x;
    float y = blade.y;
    float dx = blade.dx;
    float dy = blade.dy;
    float radius = blade.radius;
    float reach = Math.max(radius, blade.end) + 0.5f;
    int y0 = Math.max(canvas.top, (int) (Math.min(y, y + dy) - reach));
    int y1 = Math.min(canvas.bottom(), (int) (Math.max(y, y + dy) + reach) + 1);
    float least = Math.min(x, x + dx) - reach;
    float most = Math.max(x, x + dx) + reach;
    float steep = Math.abs(dy) * blade.across;
    boolean flat = steep < 0.3f;
    float slope = flat ? 0 : dx / dy;
    float spread = flat ? 0 : 1 / steep;
    float taper = blade.end - radius;
    for (int row = y0; row < y1; row++) {
      float down = row - y;
      float middle = x + down * slope;
      float there = flat ? 0 : radius + taper * Maths.clamp((down - Math.signum(dy)) / dy);
      float wide = flat ? most - least : (there + 0.5f) * spread;
      int from = Math.max(canvas.left, (int) Math.max(least, middle - wide));
      int to = Math.min(canvas.right(), (int) Math.min(most, middle + wide) + 2);
      cover(blade, row, from, to);
    }
  }

  /** Covers what a blade covers of a row, between two columns. */
  private void cover(Blade blade, int row, int from, int to) {
    float dx = blade.dx;
    float dy = blade.dy;
    float square = blade.square;
    float across = blade.across;
    float share = 1 / square;
    float radius = blade.radius;
    float taper = blade.end - radius;
    float down = row - blade.y;
    int line = canvas.line(row);
    for (int column = from; column < to; column++) {
      float right = column - blade.x;
      float far = (right * dx + down * dy) * share;
      float way = 0.5f + 0.5f * (Math.abs(far) - Math.abs(far - 1));
      float off = (Math.abs(right * dy - down * dx) + Math.abs(far - way) * square) * across;
      float cover = Math.min(1, radius + taper * way - off + 0.5f);
      covers[line + column] = Math.max(covers[line + column], cover);
    }
    touched.add(row - canvas.top, from - canvas.left, to - canvas.left);
  }

  /** Lays a colour where there are blades, and forgets them. */
  private void lay(float[] colour) {
    for (int row = 0; row < canvas.height; row++) {
      int from = canvas.left + touched.begin(row);
      int to = canvas.left + touched.end(row);
      if (from < to) {
        int line = row * canvas.width - canvas.left;
        System.arraycopy(covers, line + from, brush.covers, from, to - from);
        Arrays.fill(covers, line + from, line + to, 0);
        brush.cover(canvas.planes(), colour, line, from, to);
        canvas.touched.add(row, from - canvas.left, to - canvas.left);
      }
    }
  }
}
