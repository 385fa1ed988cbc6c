package runflow.engine.raster;

import java.util.Arrays;

/**
 * Thin blades of one colour: first it is found how much of each pixel any of them covers, then the
 * colour is laid once. Reused; not thread-safe.
 */
final class Blades {
  private final Brush brush;
  private final Touched touched = new Touched();

  /** How much of each pixel of the box is covered; zero between two drawings. */
  private float[] covers = new float[0];

  private int left;
  private int top;
  private int width;
  private int height;

  Blades(Brush brush) {
    this.brush = brush;
  }

  /** Starts anew in a box of pixels. */
  void start(int newLeft, int newTop, int newWidth, int newHeight) {
    left = newLeft;
    top = newTop;
    width = newWidth;
    height = newHeight;
    if (covers.length < width * height) {
      covers = new float[width * height];
    }
    touched.start(height, width);
  }

  /** Adds a blade from (x, y) to (x + dx, y + dy), in pixels, with a radius at both ends. */
  void add(float x, float y, float dx, float dy, float radius, float end) {
    float square = Math.max(0.01f, dx * dx + dy * dy);
    float share = 1 / square;
    float across = 1 / Maths.sqrt(square);
    float reach = Math.max(radius, end) + 0.5f;
    int y0 = Math.max(top, (int) (Math.min(y, y + dy) - reach));
    int y1 = Math.min(top + height, (int) (Math.max(y, y + dy) + reach) + 1);
    float least = Math.min(x, x + dx) - reach;
    float most = Math.max(x, x + dx) + reach;
    boolean flat = Math.abs(dy) * across < 0.3f;
    float slope = flat ? 0 : dx / dy;
    float spread = flat ? 0 : 1 / (Math.abs(dy) * across);
    for (int row = y0; row < y1; row++) {
      float down = row - y;
      float middle = x + down * slope;
      float there = flat ? 0 : radius + (end - radius) * Maths.clamp((down - Math.signum(dy)) / dy);
      float wide = flat ? most - least : (there + 0.5f) * spread;
      int from = Math.max(left, (int) Math.max(least, middle - wide));
      int to = Math.min(left + width, (int) Math.min(most, middle + wide) + 2);
      int line = (row - top) * width - left;
      for (int column = from; column < to; column++) {
        float right = column - x;
        float far = (right * dx + down * dy) * share;
        float way = 0.5f + 0.5f * (Math.abs(far) - Math.abs(far - 1));
        float off = (Math.abs(right * dy - down * dx) + Math.abs(far - way) * square) * across;
        float cover = Math.min(1, radius + (end - radius) * way - off + 0.5f);
        covers[line + column] = Math.max(covers[line + column], cover);
      }
      touched.add(row - top, from - left, to - left);
    }
  }

  /** Lays a colour where there are blades, and forgets them. */
  void lay(float[][] planes, float[] colour, Touched shown) {
    for (int row = 0; row < height; row++) {
      int from = touched.begin(row);
      int to = touched.end(row);
      if (from < to) {
        int line = row * width;
        System.arraycopy(covers, line + from, brush.covers, left + from, to - from);
        Arrays.fill(covers, line + from, line + to, 0);
        brush.cover(planes, colour, line - left, left + from, left + to);
        shown.add(row, from, to);
      }
    }
  }
}
