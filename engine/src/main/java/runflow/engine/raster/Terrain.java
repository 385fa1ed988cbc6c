package runflow.engine.raster;

import java.util.function.Supplier;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Scene;

/**
 * Marches a height field column by column, near to far, into plates between two distances. A
 * silhouette covers exactly the part of a pixel that lies under it. Not thread-safe.
 */
final class Terrain {
  /**
   * Distance from which on the ground is looked at in every other column: what is added to it is
   * never smaller than some four pixels there, because of the steps in which it is marched.
   */
  private static final float SPARSE = 4;

  /** Rows over a spot of ground in which what lies behind it has the same colour. */
  private static final float FINE = 0.3f;

  /** How high the camera stands at least over the highest ground that is near. */
  private static final float OVER = 0.55f;

  /** Where near ground begins, unless the picture shows nearer ground. */
  private static final float NEAR = 0.8f;

  /** Where a plate begins at the nearest, in shares of its nearest distance. */
  private static final float REACH = 0.72f;

  /** Columns from one in which the range of heights is looked for to the next. */
  private static final int APART = 16;

  private final Lens lens;
  private final Palette palette;
  private final Ground ground;
  private final Air air;
  private final Tone tone;
  private final Ground.Spot spot = new Ground.Spot();
  private final float[] light = new float[3];
  private final float offset;
  private final float floor;
  private final float camera;

  /** Slopes of the ground to the right and away from the camera at the spot. */
  private float alongX;

  private float alongZ;

  /**
   * Prepares a ground for a camera.
   *
   * @param floor height under which the ground is cut off, as by water
   */
  Terrain(Lens lens, Scene scene, Ground ground, float floor, long seed) {
    this.lens = lens;
    palette = scene.palette();
    this.ground = ground;
    this.floor = floor;
    air = new Air(palette, lens);
    tone = new Tone(palette.exposure(), scene.look());
    offset = Math.floorMod(seed, 197L) * 1.7f;
    aim();
    camera = floor > -50 ? floor + 0.5f : overTheGround();
  }

  private void aim() {
    double side = lens.sunX() > lens.width() / 2f ? 1 : -1;
    double azimuth = StrictMath.atan((lens.sunX() - lens.width() / 2f) / lens.focal()) + side * 1.0;
    double rise = Math.max(palette.elevation(), 0.25f);
    light[0] = Maths.sin(azimuth) * Maths.cos(rise);
    light[1] = Maths.sin(rise);
    light[2] = Maths.cos(azimuth) * Maths.cos(rise);
  }

  private float overTheGround() {
    float most = -9;
    for (float z = nearest(lens); z < 4; z += 0.15f) {
      for (float a = -0.75f; a < 0.76f; a += 0.08f) {
        most = Math.max(most, ground.height(a * z + offset, z, 0.02f));
      }
    }
    return Math.max(0.3f, most + OVER);
  }

  /**
   * The distance at which ground begins that a camera stands over: so near that even the highest
   * reaches down to the lowest row that a camera's moves can show.
   */
  static float nearest(Lens lens) {
    float down = lens.height() + lens.marginY() - lens.horizon();
    return Math.min(NEAR, OVER * lens.focal() / down);
  }

  /** Height of the ground at a picture column and a distance, relative to the camera. */
  float below(float column, float distance) {
    return camera - height(column, distance);
  }

  /** Height of the ground at a picture column and a distance. */
  float height(float column, float distance) {
    float slope = (column - lens.width() / 2f) / lens.focal();
    float h = ground.height(slope * distance + offset, distance, distance / lens.focal());
    return Math.max(floor, h);
  }

  /**
   * The depth at which the ground between two distances moves: half of the farther or beyond, if
   * that is no more than four times as far as the nearer.
   */
  static float depth(float near, float far) {
    float from = Math.max(1.6f, near);
    return Maths.sqrt(from * Math.min(far, 4 * from));
  }

  /**
   * The ground between two distances, to be filled; it reaches nearer and farther than they,
   * because the plate before it moves more and uncovers some of it.
   *
   * @param outlook what is ever seen of it
   * @param terrains make terrains like this
   */
  Tract tract(float from, float to, Outlook outlook, Supplier<Terrain> terrains) {
    float depth = depth(from, to);
    float first = from > 1 ? from * REACH : from;
    float near = Math.max(first, from * outlook.reach(from, depth));
    float far = to * 1.05f;
    float below = (camera - range(near).low) * lens.focal() / near;
    float bottom = lens.horizon() + below + 0.02f * lens.height();
    bottom = Math.min(lens.height() + lens.marginY(), bottom);
    Region all = Region.rows(lens, 1, -lens.marginY(), bottom);
    Hidden hidden = outlook.hidden(outlook.seen(all, depth), depth);
    float[] distances = new Distances(lens, ground, air, this).between(first, near, far, camera);
    var pace = new Tract.Pace(distances, from > SPARSE);
    return new Tract(hidden, depth, pace, terrains);
  }

  /** From which height to which ground is. */
  record Range(float low, float high) {}

  /** From which height to which ground at a distance is, in all the picture. */
  Range range(float distance) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float x = -lens.marginX(); x < lens.width() + lens.marginX(); x += APART) {
      float height = height(x, distance);
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    return new Range(low, high);
  }

  /**
   * Fills some columns of a tract, the first of which has an even number.
   *
   * @return the highest row of them in which there is ground
   */
  int fill(Tract tract, int first, int end) throws InterruptedException {
    Columns columns = new Columns(tract.plate, tract.hidden);
    float[] distances = tract.pace.distances();
    boolean sparse = tract.pace.sparse();
    Heights heights = new Heights(ground, lens, columns.region.left(), offset, distances);
    Past past = new Past(distances.length, 12 * lens.scale(), sparse ? 2 : 4);
    Strip before = new Strip(distances.length);
    Strip strip = new Strip(distances.length);
    int stride = sparse ? 2 : 1;
    // what the column before the first shows depends on its slope, and so on one more before it
    for (int column = first - stride - 1; first > 0 && column < first; column += stride) {
      past.start(0);
      march(columns, column, new March(distances, heights, past, before, stride));
    }
    for (int column = first; column < end; column += 2) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (sparse) {
        past.start(column / 2);
        march(columns, column + 1, new March(distances, heights, past, strip, stride));
        columns.start(column);
        (column == 0 ? strip : before).between(strip, columns);
        Strip other = before;
        before = strip;
        strip = other;
      } else {
        past.start(column);
        march(columns, column, new March(distances, heights, past, strip, stride));
        past.start(column + 1);
        march(columns, column + 1, new March(distances, heights, past, strip, stride));
      }
      columns.store(column);
    }
    return columns.highest();
  }

  /**
   * How a column is marched.
   *
   * @param strip takes what the column shows
   * @param stride columns from the one marched before
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record March(float[] distances, Heights heights, Past past, Strip strip, int stride) {}

  private void march(Columns columns, int column, March march) {
    float[] distances = march.distances;
    Heights heights = march.heights;
    Past past = march.past;
    heights.start(column);
    float x = columns.region.left() + column;
    float slope = heights.slope();
    float across = lens.focal() / march.stride;
    float last = Float.NaN;
    float lastStep = 1;
    float shaded = Float.NaN;
    columns.start(column);
    for (int k = 0; k < distances.length; k++) {
      float d = distances[k];
      float step = k + 1 < distances.length ? distances[k + 1] - d : lastStep;
      if (past.skips(k)) {
        columns.hide(Float.MAX_VALUE);
        march.strip.skip(k);
        last = Float.NaN;
        shaded = Float.NaN;
        lastStep = step;
        continue;
      }
      float h = Math.max(floor, heights.at(k));
      float row = lens.horizon() - (h - camera) * lens.focal() / d - columns.region.top();
      float deep = columns.depth(row);
      if (deep >= 0) {
        shaded = Float.NaN;
        columns.hide(row);
      } else {
        if (!(shaded - row < FINE)) {
          shaded = row;
          float before = past.height(k);
          alongX = Float.isNaN(before) ? 0 : (h - before) * across / d;
          alongZ = (Float.isNaN(last) ? 0 : (h - last) / lastStep) - alongX * slope;
          place(slope, d, h, heights.footprint(k));
          spot.patch = heights.patch(k);
          float sun = past.sun(k);
          past.light(k, Float.isNaN(sun) ? shadow() : sun);
          shade(x, row + columns.region.top(), past.shadow(), columns.colour);
        }
        columns.fill(row);
      }
      march.strip.set(k, row, deep < 0 ? columns.colour : null);
      past.set(k, h, deep);
      last = h;
      lastStep = step;
    }
  }

  private void place(float slope, float d, float h, float footprint) {
    spot.aside = slope * d;
    spot.x = spot.aside + offset;
    spot.y = h;
    spot.z = d;
    spot.distance = d;
    spot.footprint = footprint;
  }

  private void shade(float x, float y, float sun, float[] rgb) {
    float up = 1 / Maths.sqrt(alongX * alongX + alongZ * alongZ + 1);
    spot.up = up;
    ground.colour(spot, rgb);
    float facing = (-alongX * light[0] + light[1] - alongZ * light[2]) * up;
    float direct = Math.max(0, facing * 0.9f + 0.1f) * sun;
    float around = (0.5f + 0.5f * up + Math.max(0, 1 - up) * 0.3f) * 2;
    rgb[0] *= palette.sun().r() * direct + palette.ambient().r() * around;
    rgb[1] *= palette.sun().g() * direct + palette.ambient().g() * around;
    rgb[2] *= palette.sun().b() * direct + palette.ambient().b() * around;
    air.haze(rgb, spot.distance, spot.y, x, y);
    tone.apply(rgb);
  }

  /** How much of the sun reaches the spot, from a few looks towards it. */
  private float shadow() {
    float reach = 0.12f + spot.distance * 0.035f;
    float hidden = 0;
    for (int i = 0; i < 3; i++) {
      float x = spot.x + light[0] * reach;
      float z = spot.z + light[2] * reach;
      float over = ground.height(x, z, reach * 0.25f) - spot.y - light[1] * reach;
      hidden = Math.max(hidden, over / (reach * 0.3f));
      reach *= 2.3f;
    }
    return 1 - 0.85f * Maths.clamp(hidden);
  }
}
