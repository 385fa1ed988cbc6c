package runflow.engine.raster;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;

/**
 * Draws the parts of a figure to samples of luma, chroma and alpha, all at full resolution and
 * multiplied by alpha, within a box that is as small as the figure. Not thread-safe.
 */
final class Easel {
  /**
   * Where a figure stands.
   *
   * @param x column of its origin
   * @param y row of its origin
   * @param unit pixels for a metre
   * @param facing 1 to the right, -1 to the left
   */
  record Stand(float x, float y, float unit, float facing) {
    /** The column of a place so many metres to where it faces. */
    float column(float across) {
      return x + across * facing * unit;
    }

    /** The row of a place so many metres up. */
    float row(float up) {
      return y - up * unit;
    }

    /** The same, so many metres to where it faces. */
    Stand moved(float across) {
      return new Stand(column(across), y, unit, facing);
    }
  }

  /** Columns left free beside what is copied, for soft edges. */
  private static final int ASIDE = 4;

  private final int most;
  private final int lowest;
  private final Lamp lamp;
  private final float[] colour = new float[4];
  private final Outline outline;
  private final Brush brush;
  private final Mist mist;

  /** The skin of clouds that wait to be drawn together. */
  private @Nullable Skin misty;

  private final Capsule capsule = new Capsule();
  private final Swatches swatches;

  /** What is copied from; null until something is. */
  private @Nullable Easel copied;

  private float[][] planes = new float[4][0];

  /** Columns that something touches, counted from the left of the box; all else is zero. */
  final Touched touched = new Touched();

  private Stand stand = new Stand(0, 0, 1, 1);
  int left;
  int top;
  int width;
  int height;

  /** An easel that draws nothing outside a picture. */
  Easel(int width, int height, Lamp lamp) {
    this(width, height, lamp, new Swatches(lamp));
  }

  private Easel(int width, int height, Lamp lamp, Swatches swatches) {
    most = width;
    lowest = height;
    this.lamp = lamp;
    this.swatches = swatches;
    outline = new Outline(width);
    brush = new Brush(width);
    mist = new Mist(width);
  }

  /** Samples: luma, blue, red, alpha; row by row. */
  float[] plane(int number) {
    return planes[number];
  }

  /** Draws a figure anew. */
  void draw(Sketch sketch, Stand where) {
    draw(sketch, where, lowest);
  }

  /** Draws what is above a row of a figure anew. */
  void draw(Sketch sketch, Stand where, int floor) {
    swatches.aim(where.x());
    draw(sketch.parts(), where, floor);
  }

  private void draw(List<Part> parts, Stand where, int floor) {
    stand = where;
    clear();
    frame(parts, Math.max(0, Math.min(lowest, floor)));
    int size = width * height;
    if (planes[0].length < size) {
      planes = new float[4][size];
    }
    touched.start(height, width);
    if (size == 0) {
      return;
    }
    for (Part part : parts) {
      if (!(part instanceof Part.Puff puff && puff.skin().equals(misty))) {
        lay();
      }
      switch (part) {
        case Part.Limb limb -> limb(limb);
        case Part.Panel panel -> panel(panel);
        case Part.Puff puff -> puff(puff);
        case Part.Shade shade -> shade(shade);
        case Part.Copies copies -> copies(copies);
      }
    }
    lay();
  }

  /** Draws the first of some copies on another easel, and what that shows wherever they are. */
  private void copies(Part.Copies copies) {
    float first = copies.across()[0];
    Stand at = stand.moved(first);
    Box box = Box.of(copies.parts(), at);
    int room = (int) (box.right - box.left) + 2 * ASIDE;
    Easel one = copied;
    if (one == null || one.most < room) {
      one = new Easel(room, lowest, lamp, swatches);
      copied = one;
    }
    int aside = Maths.floor(box.left) - ASIDE;
    one.draw(
        copies.parts(), new Stand(at.x() - aside, at.y(), at.unit(), at.facing()), top + height);
    for (float across : copies.across()) {
      over(one, aside + Math.round((across - first) * stand.facing() * stand.unit()));
    }
  }

  /** Draws what another easel shows, so many columns to the right. */
  private void over(Easel other, int aside) {
    int end = Math.min(top + height, other.top + other.height);
    for (int y = Math.max(top, other.top); y < end; y++) {
      int line = y - other.top;
      int from = Math.max(left, other.left + other.touched.begin(line) + aside) - left;
      int to = Math.min(left + width, other.left + other.touched.end(line) + aside) - left;
      if (from < to) {
        int source = line * other.width + left + from - aside - other.left;
        int target = (y - top) * width + from;
        if (touched.free(y - top, from, to)) {
          for (int p = 0; p < 4; p++) {
            System.arraycopy(other.planes[p], source, planes[p], target, to - from);
          }
        } else {
          brush.cover(planes, target, other.planes, source, to - from);
        }
        touched.add(y - top, from, to);
      }
    }
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

  /** Finds the box, on even columns and rows. */
  private void frame(List<Part> parts, int floor) {
    Box box = Box.of(parts, stand);
    left = Math.max(0, (int) Math.max(0, box.left - 2)) & ~1;
    top = Math.max(0, (int) Math.max(0, box.top - 2)) & ~1;
    int right = Math.min(most, (int) Math.min(most, box.right + 3)) & ~1;
    int bottom = (int) Math.min(floor, box.bottom + 3) & ~1;
    width = Math.max(0, right - left);
    height = Math.max(0, bottom - top);
    if (width == 0 || height == 0) {
      width = 0;
      height = 0;
    }
  }

  private void limb(Part.Limb limb) {
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
    int y0 = Math.max(top, (int) (Math.min(ay, ay + by) - reach));
    int y1 = Math.min(top + height, (int) (Math.max(ay, ay + by) + reach) + 1);
    for (int y = y0; y < y1; y++) {
      capsule.row(y);
      int x0 = Math.max(left, capsule.from());
      int x1 = Math.min(left + width, capsule.to());
      touched.add(y - top, x0 - left, x1 - left);
      for (int x = x0; x < x1; x++) {
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
          over(x, y, Math.min(1, cover) * thin);
        }
      }
    }
  }

  private void panel(Part.Panel panel) {
    float[] corners = panel.outline();
    float[] xs = new float[corners.length / 2];
    float[] ys = new float[xs.length];
    Box box = new Box();
    for (int i = 0; i < xs.length; i++) {
      xs[i] = stand.column(corners[2 * i]);
      ys[i] = stand.row(corners[2 * i + 1]);
      box.add(xs[i], ys[i], 1);
    }
    lamp.shade(panel.skin(), panel.nx() * stand.facing(), panel.ny(), colour);
    int first = Math.max(left, (int) box.left);
    int last = Math.min(left + width, (int) box.right + 1);
    int y1 = Math.min(top + height, (int) box.bottom + 1);
    for (int y = Math.max(top, (int) box.top); y < y1; y++) {
      float[] cover = outline.row(xs, ys, y, left, width);
      touched.add(y - top, first - left, last - left);
      int line = (y - top) * width - left;
      float[] covers = brush.covers;
      for (int x = first; x < last; x++) {
        float some = cover[x - left];
        covers[x] = some > 0.002f ? Math.min(1, some) : 0;
      }
      brush.cover(planes, colour, line, first, last);
    }
  }

  private void puff(Part.Puff puff) {
    if (puff.skin().glow() > 0) {
      light(puff);
      return;
    }
    misty = puff.skin();
    cloud(puff.x(), puff.y(), puff.rx(), puff.ry(), puff.alpha());
  }

  private void shade(Part.Shade shade) {
    cloud(shade.x(), shade.y(), shade.rx(), shade.ry(), shade.alpha() * lamp.strength());
    lamp.dark(colour, 0.22f);
    mist();
  }

  private void cloud(float x, float y, float rx, float ry, float alpha) {
    mist.add(stand.column(x), stand.row(y), rx * stand.unit(), ry * stand.unit(), alpha);
  }

  /** Draws the clouds that wait for others of their skin. */
  private void lay() {
    Skin skin = misty;
    if (skin != null) {
      lamp.mist(skin, colour);
      mist();
      misty = null;
    }
  }

  private void mist() {
    int bottom = Math.min(top + height, mist.bottom());
    for (int y = Math.max(top, mist.top()); y < bottom; y++) {
      mist.row(y, left, left + width);
      touched.add(y - top, mist.first() - left, mist.last() - left);
      brush.hide(mist.rest(), mist.first(), mist.last());
      brush.cover(planes, colour, (y - top) * width - left, mist.first(), mist.last());
    }
    mist.clear();
  }

  /** A soft ellipse of light, added to what is there. */
  private void light(Part.Puff puff) {
    lamp.light(puff.skin(), puff.alpha(), colour);
    float cx = stand.column(puff.x());
    float cy = stand.row(puff.y());
    float across = Math.max(0.5f, puff.rx() * stand.unit());
    float down = Math.max(0.5f, puff.ry() * stand.unit());
    int x1 = Math.min(left + width, (int) (cx + across) + 1);
    int y1 = Math.min(top + height, (int) (cy + down) + 1);
    for (int y = Math.max(top, (int) (cy - down)); y < y1; y++) {
      float dy = (y - cy) / down;
      float half = across * Maths.sqrt(Math.max(0, 1 - dy * dy)) + 1;
      int first = Math.max(left, (int) (cx - half));
      int last = Math.min(x1, (int) (cx + half) + 1);
      touched.add(y - top, first - left, last - left);
      brush.soft(first, last, cx, across, 1 - dy * dy);
      brush.add(planes, colour, (y - top) * width - left, first, last);
    }
  }

  private void over(int x, int y, float cover) {
    int at = (y - top) * width + x - left;
    if (cover == 1) {
      planes[0][at] = colour[0];
      planes[1][at] = colour[1];
      planes[2][at] = colour[2];
      planes[3][at] = 1;
      return;
    }
    float rest = 1 - cover;
    planes[0][at] = planes[0][at] * rest + colour[0] * cover;
    planes[1][at] = planes[1][at] * rest + colour[1] * cover;
    planes[2][at] = planes[2][at] * rest + colour[2] * cover;
    planes[3][at] = planes[3][at] * rest + cover;
  }
}
