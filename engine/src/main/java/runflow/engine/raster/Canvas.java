package runflow.engine.raster;

import java.util.Arrays;

/**
 * Samples of luma, chroma and alpha, all at full resolution and multiplied by alpha, within a box
 * of the picture that is as small as what is drawn. Reused; not thread-safe.
 */
final class Canvas {
  /** Columns from which on it is worth while to know that they are solid. */
  private static final int WIDE = 6;

  private final int most;
  private float[][] planes = new float[4][0];

  /** Columns that something touches, counted from the left of the box; all else is zero. */
  final Touched touched = new Touched();

  /** Where nothing shows of what is drawn farther back. */
  final Solid solid = new Solid();

  int left;
  int top;
  int width;
  int height;

  /** A canvas for nothing beyond so many columns. */
  Canvas(int columns) {
    most = columns;
  }

  /** How many columns it can have. */
  int most() {
    return most;
  }

  /** Samples: luma, blue, red, alpha; row by row. */
  float[] plane(int number) {
    return planes[number];
  }

  float[][] planes() {
    return planes;
  }

  /** Starts anew around a box, above a row; on even columns and rows. */
  void start(Box box, int floor) {
    clear();
    if (box.left > box.right) {
      width = 0;
      height = 0;
      return;
    }
    left = Math.max(0, (int) Math.max(0, box.left - 2)) & ~1;
    top = Math.max(0, (int) Math.max(0, box.top - 2)) & ~1;
    int right = Math.min(most, (int) Math.min(most, box.right + 5)) & ~1;
    int bottom = (int) Math.min(floor, box.bottom + 5) & ~1;
    width = Math.max(0, right - left);
    height = Math.max(0, bottom - top);
    if (width == 0 || height == 0) {
      width = 0;
      height = 0;
    }
    int size = width * height;
    if (planes[0].length < size) {
      planes = new float[4][size];
    }
    touched.start(height, width);
    solid.start(height);
  }

  /** Wipes what was drawn before; all else is zero already. */
  private void clear() {
    for (int y = 0; y < height; y++) {
      int from = y * width + touched.begin(y);
      int to = y * width + touched.end(y);
      if (from < to) {
        for (float[] plane : planes) {
          Arrays.fill(plane, from, to, 0);
        }
      }
    }
  }

  boolean empty() {
    return width == 0;
  }

  /** One past the last row. */
  int bottom() {
    return top + height;
  }

  /** One past the last column. */
  int right() {
    return left + width;
  }

  /** Where column 0 of a row of the picture would be in the planes. */
  int line(int y) {
    return (y - top) * width - left;
  }

  /** Notes that columns of a row of the picture are drawn on. */
  void touch(int y, int from, int to) {
    touched.add(y - top, from - left, to - left);
  }

  /** Notes that columns of a row of the picture may be solid now. */
  void close(int y, int from, int to) {
    if (to - from >= WIDE) {
      int middle = (from + to) / 2 - left;
      solid.look(y - top, middle, planes[3], (y - top) * width, width);
    }
  }

  /** Where the stretch of a row begins that hides what is behind. */
  int hides(int y) {
    return left + solid.begin(y - top);
  }

  /** One past the last column of that stretch; not after the first if there is none. */
  int shows(int y) {
    return left + solid.end(y - top);
  }

  /** Lays a colour under columns of a row. */
  void lay(int y, int from, int to, float[] colour, float cover) {
    if (to == from + 1) {
      lay(y, from, colour, cover);
      return;
    }
    float[] alpha = planes[3];
    for (int p = 0; p < 4; p++) {
      float[] plane = planes[p];
      float more = (p == 3 ? 1 : colour[p]) * cover;
      for (int i = line(y) + from; i < line(y) + to; i++) {
        plane[i] += more * (1 - alpha[i]);
      }
    }
  }

  /** Lays a colour under a pixel. */
  private void lay(int y, int x, float[] colour, float cover) {
    int at = line(y) + x;
    float part = cover * (1 - planes[3][at]);
    planes[0][at] += colour[0] * part;
    planes[1][at] += colour[1] * part;
    planes[2][at] += colour[2] * part;
    planes[3][at] += part;
  }

  /** Draws what another canvas shows behind what is there, so many columns to the right. */
  void under(Canvas other, int aside, Brush brush) {
    int end = Math.min(bottom(), other.bottom());
    for (int y = Math.max(top, other.top); y < end; y++) {
      int line = y - other.top;
      int begin = other.left + aside;
      int from = Math.max(left, begin + other.touched.begin(line));
      int to = Math.min(right(), begin + other.touched.end(line));
      if (from < to) {
        int source = other.line(y) + from - aside;
        int target = line(y) + from;
        if (touched.free(y - top, from - left, to - left)) {
          for (int p = 0; p < 4; p++) {
            System.arraycopy(other.planes[p], source, planes[p], target, to - from);
          }
        } else {
          brush.cover(planes, target, other.planes, source, to - from);
        }
        touch(y, from, to);
      }
    }
  }
}
