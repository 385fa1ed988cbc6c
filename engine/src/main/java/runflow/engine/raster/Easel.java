package runflow.engine.raster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;

/**
 * Draws the parts of a figure to samples of luma, chroma and alpha, all at full resolution and
 * multiplied by alpha, within a box that is as small as the figure. The nearest part is drawn first
 * and each of the others under it, so that what is hidden need not be drawn. Not thread-safe.
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

  /** Columns by which the easel for copies grows, a power of two. */
  private static final int STEP = 128;

  /** What is drawn on. */
  final Canvas canvas;

  private final int lowest;
  private final Lamp lamp;
  private final float[] colour = new float[4];
  private final Outline outline;
  private final Brush brush;
  private final Mist mist;
  private final Limbs limbs;
  private final Flesh flesh;
  private final Blades blades;

  /** The skin of clouds that wait to be drawn together. */
  private @Nullable Skin misty;

  private final Swatches swatches;

  /** What is copied from; null until something is. */
  private @Nullable Easel copied;

  private Stand stand = new Stand(0, 0, 1, 1);

  /** An easel that draws nothing outside a picture. */
  Easel(int width, int height, Lamp lamp) {
    this(width, height, lamp, new Swatches(lamp));
  }

  private Easel(int width, int height, Lamp lamp, Swatches swatches) {
    canvas = new Canvas(width);
    lowest = height;
    this.lamp = lamp;
    this.swatches = swatches;
    outline = new Outline(width);
    brush = new Brush(width);
    mist = new Mist(width);
    limbs = new Limbs(canvas, swatches, lamp);
    flesh = new Flesh();
    blades = new Blades(canvas, brush);
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
    canvas.start(Box.of(parts, stand), Math.max(0, Math.min(lowest, floor)));
    if (canvas.empty()) {
      return;
    }
    for (Part part : parts.reversed()) {
      if (!(part instanceof Part.Puff puff && puff.skin().equals(misty))) {
        lay();
      }
      switch (part) {
        case Part.Limb limb -> limbs.draw(limb, stand);
        case Part.Form form -> form(form);
        case Part.Blades thin -> blades(thin);
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
    int room = ((int) (box.right - box.left) + 2 * ASIDE + STEP) & -STEP;
    Easel one = copied;
    if (one == null || one.canvas.most() < room) {
      one = new Easel(room, lowest, lamp, swatches);
      copied = one;
    }
    int aside = Maths.floor(box.left) - ASIDE;
    one.draw(
        copies.parts(), new Stand(at.x() - aside, at.y(), at.unit(), at.facing()), canvas.bottom());
    for (int i = copies.across().length - 1; i >= 0; i--) {
      float across = copies.across()[i] - first;
      canvas.under(one.canvas, aside + Math.round(across * stand.facing() * stand.unit()), brush);
    }
  }

  private void form(Part.Form form) {
    float[] all = form.sections();
    var sections = new Span.Section[all.length / Part.Form.SECTION];
    for (int i = 0, at = 0; i < sections.length; i++, at += Part.Form.SECTION) {
      float radius = all[at + 2] * stand.unit();
      sections[i] =
          new Span.Section(
              stand.column(all[at]), stand.row(all[at + 1]), radius, all[at + 3], all[at + 4]);
    }
    var hide = new Flesh.Hide(swatches.of(form.skin()), swatches.of(form.other()), form.under());
    flesh.draw(sections, hide, canvas);
  }

  private void blades(Part.Blades thin) {
    lamp.shade(thin.skin(), thin.nx() * stand.facing(), thin.ny(), colour);
    blades.draw(thin, stand, colour);
  }

  private void panel(Part.Panel panel) {
    var window = new Outline.Window(canvas.left, canvas.top, canvas.right(), canvas.bottom());
    outline.set(panel.outline(), stand, window);
    lamp.shade(panel.skin(), panel.nx() * stand.facing(), panel.ny(), colour);
    for (int y = outline.top(); y < outline.bottom(); y++) {
      outline.row(y, brush.covers);
      canvas.touch(y, outline.first(), outline.last());
      brush.cover(canvas.planes(), colour, canvas.line(y), outline.first(), outline.last());
      canvas.close(y, outline.first(), outline.last());
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
    int bottom = Math.min(canvas.bottom(), mist.bottom());
    for (int y = Math.max(canvas.top, mist.top()); y < bottom; y++) {
      mist.row(y, canvas.left, canvas.right());
      canvas.touch(y, mist.first(), mist.last());
      brush.hide(mist.rest(), mist.first(), mist.last());
      brush.cover(canvas.planes(), colour, canvas.line(y), mist.first(), mist.last());
    }
    mist.clear();
  }

  /** A soft ellipse of light, behind what is there. */
  private void light(Part.Puff puff) {
    lamp.light(puff.skin(), puff.alpha(), colour);
    float cx = stand.column(puff.x());
    float cy = stand.row(puff.y());
    float across = Math.max(0.5f, puff.rx() * stand.unit());
    float down = Math.max(0.5f, puff.ry() * stand.unit());
    int x1 = Math.min(canvas.right(), (int) (cx + across) + 1);
    int y1 = Math.min(canvas.bottom(), (int) (cy + down) + 1);
    for (int y = Math.max(canvas.top, (int) (cy - down)); y < y1; y++) {
      float dy = (y - cy) / down;
      float half = across * Maths.sqrt(Math.max(0, 1 - dy * dy)) + 1;
      int first = Math.max(canvas.left, (int) (cx - half));
      int last = Math.min(x1, (int) (cx + half) + 1);
      canvas.touch(y, first, last);
      brush.soft(first, last, cx, across, 1 - dy * dy);
      brush.light(canvas.planes(), colour, canvas.line(y), first, last);
    }
  }
}
