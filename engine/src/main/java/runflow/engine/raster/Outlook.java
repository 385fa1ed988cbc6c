package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Scene;

/**
 * What is ever seen of plates while a camera moves through a shot, so that nothing else need be
 * painted: the part that comes into the picture, less what nearer plates hide in every frame.
 * Immutable.
 */
final class Outlook {
  /** Samples beyond the picture's edge that reading between samples may touch. */
  private static final int EDGE = 4;

  /** How far under the camera ground is at least whose end does not lie behind a hill. */
  private static final float LOW = 0.5f;

  /** How steeply the end of ground rises or falls across the picture. */
  private static final float STEEP = 0.3f;

  /** How near ground moves that ends at a distance, as a share of it, at most. */
  private static final float NEARER = 0.5f;

  /** How much nearer than it need ground begins. */
  private static final float SPARE = 0.95f;

  private final Lens lens;
  private final List<View> views;
  private final float drift;
  private final List<Opaque> nearer;

  private Outlook(Lens lens, List<View> views, float drift, List<Opaque> nearer) {
    this.lens = lens;
    this.views = views;
    this.drift = drift;
    this.nearer = nearer;
  }

  /** The outlook in each frame of a shot. */
  static Outlook of(Lens lens, Scene scene, float seconds) {
    List<View> views = new ArrayList<>();
    for (int frame = 0; frame <= seconds * 24; frame++) {
      views.add(View.at(scene.camera(), frame / 24f, seconds));
    }
    return new Outlook(lens, List.copyOf(views), 0, List.of());
  }

  /** The same, on what also drifts to the right, by picture widths in a second. */
  Outlook drifting(float by) {
    return new Outlook(lens, views, by, List.of());
  }

  /** The same, past nearer plates; {@code others} must be finished and must not drift. */
  Outlook past(List<Plate> others) {
    List<Opaque> all = new ArrayList<>(nearer);
    others.stream().filter(plate -> plate.luma.alpha != null).map(Opaque::new).forEach(all::add);
    return new Outlook(lens, views, drift, List.copyOf(all));
  }

  /** The part of a region that comes into the picture, with its samples where they were. */
  Region seen(Region all, float depth) {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (View view : views) {
      Parallax at = parallax(depth, view);
      left = Math.min(left, at.sourceColumn(0));
      right = Math.max(right, at.sourceColumn(lens.width()));
      top = Math.min(top, at.sourceRow(0));
      bottom = Math.max(bottom, at.sourceRow(lens.height()));
    }
    int column = before((left - all.left()) / all.scale(), all.width());
    int row = before((top - all.top()) / all.scale(), all.height());
    int width = Math.min(all.width(), after((right - all.left()) / all.scale())) - column;
    int height = Math.min(all.height(), after((bottom - all.top()) / all.scale())) - row;
    return new Region(
        all.left() + column * all.scale(),
        all.top() + row * all.scale(),
        Math.max(2 * EDGE, width),
        Math.max(2 * EDGE, height),
        all.scale());
  }

  private Parallax parallax(float depth, View view) {
    return Parallax.of(depth, lens, view).drifted(drift * lens.width() * view.time());
  }

  /** The last even number of samples that is well before a place. */
  private static int before(float place, int samples) {
    return Math.max(0, Math.min(samples - 2 * EDGE, (int) place - EDGE)) & ~1;
  }

  /** The first even number of samples that is well after a place. */
  private static int after(float place) {
    return ((int) Math.max(0, place) + EDGE + 2) & ~1;
  }

  /**
   * How near a tract must begin so that the one before it, which moves more, uncovers nothing.
   *
   * @param from where the tract before it ends
   * @param depth that the tract moves at; the one before must move at half of {@code from} or
   *     beyond
   * @return a share of {@code from}, below 1
   */
  float reach(float from, float depth) {
    float edge = LOW * lens.focal() / from;
    float lowest = edge;
    for (View view : views) {
      Parallax here = parallax(depth, view);
      Parallax there = Parallax.of(NEARER * from, lens, view);
      float aside = STEEP * Math.abs(there.x() - here.x());
      float row = here.sourceRow(there.row(lens.horizon() + edge) + aside);
      lowest = Math.max(lowest, row - lens.horizon());
    }
    return SPARE * edge / lowest;
  }

  /** What nearer plates hide of a plate with a region and a depth. */
  Hidden hidden(Region region, float depth) {
    Hidden out = new Hidden(region);
    for (Opaque plate : nearer) {
      out.behind(plate, columns(region, depth, plate), rows(region, depth, plate));
    }
    return out;
  }

  /** For each column of cells the first and last sample of a nearer plate that is before it. */
  private float[][] columns(Region region, float depth, Opaque plate) {
    float[][] out = Hidden.bounds(region.width());
    for (View view : views) {
      Parallax here = parallax(depth, view);
      Parallax there = Parallax.of(plate.depth(), lens, view);
      for (int cell = 0; cell < out[0].length; cell++) {
        float from = region.left() + (cell * Hidden.CELL - EDGE) * region.scale();
        float to = region.left() + ((cell + 1) * Hidden.CELL + EDGE) * region.scale();
        out[0][cell] = Math.min(out[0][cell], there.sourceColumn(here.column(from)));
        out[1][cell] = Math.max(out[1][cell], there.sourceColumn(here.column(to)));
      }
    }
    return out;
  }

  /** For each row of cells the first and last row of a nearer plate that is before it. */
  private float[][] rows(Region region, float depth, Opaque plate) {
    float[][] out = Hidden.bounds(region.height());
    for (View view : views) {
      Parallax here = parallax(depth, view);
      Parallax there = Parallax.of(plate.depth(), lens, view);
      for (int cell = 0; cell < out[0].length; cell++) {
        float from = region.top() + (cell * Hidden.CELL - EDGE) * region.scale();
        float to = region.top() + ((cell + 1) * Hidden.CELL + EDGE) * region.scale();
        out[0][cell] = Math.min(out[0][cell], there.sourceRow(here.row(from)));
        out[1][cell] = Math.max(out[1][cell], there.sourceRow(here.row(to)));
      }
    }
    return out;
  }
}
