package runflow.engine.raster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
  record Stand(float x, float y, float unit, float facing) {}

  private final int most;
  private final int lowest;
  private final Lamp lamp;
  private final float[] colour = new float[4];
  private final Outline outline;
  private final Brush brush;
  private final Mist mist;
  private final Flesh flesh;
  private final Blades blades;

  /** The skin of clouds that wait to be drawn together. */
  private @Nullable Skin misty;

  private final Capsule capsule = new Capsule();
  private final Map<Skin, Swatch> swatches = new HashMap<>();
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
    most = width;
    lowest = height;
    this.lamp = lamp;
    outline = new Outline(width);
    brush = new Brush(width);
    mist = new Mist(brush, width);
    flesh = new Flesh(width);
    blades = new Blades(brush);
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
    stand = where;
    clear();
    frame(sketch, Math.max(0, Math.min(lowest, floor)));
    int size = width * height;
    if (planes[0].length < size) {
      planes = new float[4][size];
    }
    touched.start(height, width);
    if (size == 0) {
      return;
    }
    if (lamp.aim(where.x())) {
      swatches.values().forEach(Swatch::start);
    }
    for (Part part : sketch.parts()) {
      if (!(part instanceof Part.Puff puff && puff.skin().equals(misty))) {
        lay();
      }
      switch (part) {
        case Part.Limb limb -> limb(limb);
        case Part.Form form -> form(form);
        case Part.Blades thin -> blades(thin);
        case Part.Panel panel -> panel(panel);
        case Part.Puff puff -> puff(puff);
        case Part.Shade shade -> shade(shade);
      }
    }
    lay();
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
  private void frame(Sketch sketch, int floor) {
    Box box = new Box();
    for (Part part : sketch.parts()) {
      switch (part) {
        case Part.Limb(float x0, float y0, float r0, float x1, float y1, float r1, Skin _) -> {
          box.add(px(x0), py(y0), r0 * stand.unit());
          box.add(px(x1), py(y1), r1 * stand.unit());
        }
        case Part.Blades thin -> {
          float[] all = thin.blades();
          for (int i = 0; i < all.length; i += 3) {
            box.add(px(all[i]), py(all[i + 1]), all[i + 2] * stand.unit());
          }
        }
        case Part.Form(float[] all, float _, Skin _, Skin _) -> {
          for (int i = 0; i < all.length; i += Part.Form.SECTION) {
            box.add(px(all[i]), py(all[i + 1]), all[i + 2] * stand.unit());
          }
        }
        case Part.Panel panel -> {
          for (int i = 0; i < panel.outline().length; i += 2) {
            box.add(px(panel.outline()[i]), py(panel.outline()[i + 1]), 0);
          }
        }
        case Part.Puff(float x, float y, float rx, float ry, float _, Skin _) ->
            box.add(px(x), py(y), Math.max(rx, ry) * stand.unit());
        case Part.Shade(float x, float y, float rx, float _, float _) ->
            box.add(px(x), py(y), rx * stand.unit());
      }
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
  }

  private float px(float x) {
    return stand.x() + x * stand.facing() * stand.unit();
  }

  private float py(float y) {
    return stand.y() - y * stand.unit();
  }

  private void limb(Part.Limb limb) {
    float ax = px(limb.x0());
    float ay = py(limb.y0());
    float bx = px(limb.x1()) - ax;
    float by = py(limb.y1()) - ay;
    float r0 = limb.r0() * stand.unit();
    float r1 = limb.r1() * stand.unit();
    float share = 1 / Math.max(0.0001f, bx * bx + by * by);
    float reach = Math.max(0.35f, Math.max(r0, r1)) + 0.5f;
    float thin = Math.max(r0, r1) < 0.5f ? Math.max(r0, r1) * 2 : 1;
    capsule.set(ax, ay, bx, by, reach);
    Swatch swatch = swatch(limb.skin());
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

  private void form(Part.Form form) {
    float[] all = form.sections();
    var sections = new Span.Section[all.length / Part.Form.SECTION];
    for (int i = 0, at = 0; i < sections.length; i++, at += Part.Form.SECTION) {
      float radius = all[at + 2] * stand.unit();
      sections[i] =
          new Span.Section(px(all[at]), py(all[at + 1]), radius, all[at + 3], all[at + 4]);
    }
    var hide = new Flesh.Hide(swatch(form.skin()), swatch(form.other()), form.under());
    flesh.set(sections);
    int bottom = Math.min(top + height, flesh.bottom());
    for (int y = Math.max(top, flesh.top()); y < bottom; y++) {
      flesh.row(y, hide, left, left + width);
      touched.add(y - top, flesh.first() - left, flesh.last() - left);
      flesh.lay(planes, (y - top) * width - left);
    }
  }

  private void blades(Part.Blades thin) {
    float[] all = thin.blades();
    blades.start(left, top, width, height);
    for (int i = 0; i < all.length; i += Part.Blades.BLADE) {
      float x = px(all[i]);
      float y = py(all[i + 1]);
      float dx = px(all[i + 3]) - x;
      float dy = py(all[i + 4]) - y;
      blades.add(x, y, dx, dy, all[i + 2] * stand.unit(), all[i + 5] * stand.unit());
    }
    lamp.shade(thin.skin(), thin.nx() * stand.facing(), thin.ny(), colour);
    blades.lay(planes, colour, touched);
  }

  private Swatch swatch(Skin skin) {
    return swatches.computeIfAbsent(skin, s -> new Swatch(lamp, s));
  }

  private void panel(Part.Panel panel) {
    float[] corners = panel.outline();
    float[] xs = new float[corners.length / 2];
    float[] ys = new float[xs.length];
    Box box = new Box();
    for (int i = 0; i < xs.length; i++) {
      xs[i] = px(corners[2 * i]);
      ys[i] = py(corners[2 * i + 1]);
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
    mist.add(px(x), py(y), rx * stand.unit(), ry * stand.unit(), alpha);
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
      brush.cover(planes, colour, (y - top) * width - left, mist.first(), mist.last());
    }
    mist.clear();
  }

  /** A soft ellipse of light, added to what is there. */
  private void light(Part.Puff puff) {
    lamp.light(puff.skin(), puff.alpha(), colour);
    float cx = px(puff.x());
    float cy = py(puff.y());
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
