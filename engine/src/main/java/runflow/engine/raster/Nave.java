package runflow.engine.raster;

import runflow.engine.scene.TimeOfDay;

/**
 * The inside of a cathedral, by casting a ray for each point: floor, columns, arches, windows,
 * vault, and a rose window at the end. Units are metres; the camera stands in the nave at height
 * {@link #EYE} and looks along z. Not thread-safe.
 */
final class Nave implements Paint {
  static final float EYE = 1.75f;
  static final float END = 36;
  static final float ROSE_Y = 13.6f;
  static final float ROSE_R = 4.3f;

  private static final float HALF = 6;
  private static final float AISLE = 11;
  private static final float BAY = 5.2f;
  private static final float COLUMN = 0.62f;
  private static final float SPRING = 14.5f;
  private static final float OFF = 1.6f;
  private static final float VAULT = HALF + OFF;

  private final Lens lens;
  private final NaveLight light;
  private final float near;
  private final float far;
  private final Hit hit = new Hit();

  /** What a ray met. */
  static final class Hit {
    float z;
    float x;
    float y;
    float normalX;
    float normalY;
    float normalZ;
    Part part = Part.NONE;
  }

  /** The parts of the building that look different. */
  enum Part {
    NONE,
    FLOOR,
    COLUMN,
    WALL,
    AISLE,
    VAULT,
    END
  }

  /** Shows what lies between two distances. */
  Nave(Lens lens, Noise noise, TimeOfDay time, float near, float far) {
    this.lens = lens;
    this.near = near;
    this.far = far;
    light = new NaveLight(noise, time);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float dx = (x - lens.width() / 2f) / lens.focal();
    float dy = (lens.horizon() - y) / lens.focal();
    cast(dx, dy);
    rgba[3] = hit.part != Part.NONE ? 1 : 0;
    if (rgba[3] > 0) {
      light.shade(hit, rgba);
    }
  }

  /** Whether nothing of the slice between some distance and another is in a part of the picture. */
  static boolean nothing(Lens lens, Region region, float far) {
    float right = region.left() + region.width() * region.scale();
    float bottom = region.top() + region.height() * region.scale();
    float side = Math.max(right - lens.width() / 2f, lens.width() / 2f - region.left());
    return clear(side / lens.focal(), (lens.horizon() - region.top()) / lens.focal(), far)
        && clear(side / lens.focal(), (lens.horizon() - bottom) / lens.focal(), far);
  }

  /** The first thing in the slice on the way of a ray that moves dx and dy for each unit of z. */
  private void cast(float dx, float dy) {
    hit.z = far;
    hit.part = Part.NONE;
    if (clear(dx, dy, far)) {
      return;
    }
    meet(END, Part.END, dx, dy);
    if (dy < 0) {
      meet(-EYE / dy, Part.FLOOR, dx, dy);
    }
    if (dx != 0) {
      float side = dx > 0 ? 1 : -1;
      columns(side, dx, dy);
      meetWall(side, dx, dy);
      float z = side * AISLE / dx;
      if (EYE + dy * z < 8.4f) {
        meet(z, Part.AISLE, dx, dy);
      }
    }
    vault(dx, dy);
    finish(dx);
  }

  /** Whether a ray leaves a slice before it can meet floor, columns, walls, vault or end. */
  private static boolean clear(float dx, float dy, float far) {
    return far < END
        && Math.abs(dx) * far < HALF - COLUMN
        && dy * far > -EYE
        && dy * far < SPRING - EYE;
  }

  /** Whether nothing was met before a distance within the slice. */
  private boolean open(float z) {
    return z >= near && z < hit.z;
  }

  private void meet(float z, Part part, float dx, float dy) {
    if (open(z)) {
      hit.z = z;
      hit.part = part;
      hit.x = dx * z;
      hit.y = EYE + dy * z;
    }
  }

  private void meetWall(float side, float dx, float dy) {
    float z = side * HALF / dx;
    float y = EYE + dy * z;
    if (open(z) && y < SPRING + 0.5f && y > openTo(z)) {
      meet(z, Part.WALL, dx, dy);
    }
  }

  /** Height of the arcade's opening at a place along the nave: pointed between the columns. */
  static float openTo(float z) {
    float across = Math.abs(alongBay(z)) * 2;
    float a = across * 0.92f;
    return a > 0.80f ? 0 : 5.6f + 2.7f * Maths.sqrt(Math.max(0, 1 - a * a * 1.25f));
  }

  /** Place within a bay: 0 in its middle, ±0.5 at the columns. */
  static float alongBay(float z) {
    float t = z / BAY;
    return Maths.fraction(t) - 0.5f;
  }

  private void columns(float side, float dx, float dy) {
    float about = HALF / Math.abs(dx);
    int middle = Maths.floor(about / BAY + 0.5f);
    float a = dx * dx + 1;
    for (int k = middle - 1; k <= middle + 1; k++) {
      float cz = k * BAY;
      if (k <= 0 || cz + COLUMN < near || cz - COLUMN > hit.z) {
        continue;
      }
      float aside = dx * cz - side * HALF;
      float root = a * COLUMN * COLUMN - aside * aside;
      if (root > 0) {
        float z = (dx * side * HALF + cz - Maths.sqrt(root)) / a;
        float y = EYE + dy * z;
        if (y < SPRING + 0.5f && open(z) && z < END) {
          meet(z, Part.COLUMN, dx, dy);
          hit.normalX = (hit.x - side * HALF) / COLUMN;
          hit.normalZ = (z - cz) / COLUMN;
        }
      }
    }
  }

  private void vault(float dx, float dy) {
    float side = dx >= 0 ? 1 : -1;
    float a = dx * dx + dy * dy;
    float cx = -side * OFF;
    float b = -dx * cx + dy * (EYE - SPRING);
    float c = cx * cx + (EYE - SPRING) * (EYE - SPRING) - VAULT * VAULT;
    float root = b * b - a * c;
    if (dy > 0 && root > 0) {
      float z = (-b + Maths.sqrt(root)) / a;
      if (EYE + dy * z > SPRING) {
        meet(z, Part.VAULT, dx, dy);
      }
    }
  }

  private void finish(float dx) {
    float side = dx >= 0 ? 1 : -1;
    switch (hit.part) {
      case NONE, COLUMN -> hit.normalY = 0;
      case FLOOR -> normal(0, 1, 0);
      case WALL, AISLE -> normal(-side, 0, 0);
      case END -> normal(0, 0, -1);
      case VAULT -> normal(-(hit.x + side * OFF) / VAULT, -(hit.y - SPRING) / VAULT, 0);
    }
  }

  private void normal(float x, float y, float z) {
    hit.normalX = x;
    hit.normalY = y;
    hit.normalZ = z;
  }
}
