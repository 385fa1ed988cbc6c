package runflow.engine.raster;

import org.jspecify.annotations.Nullable;
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

  static final float HALF = 6;
  static final float AISLE = 11;
  static final float BAY = 5.2f;
  static final float COLUMN = 0.62f;
  private static final float SPRING = 14.5f;
  private static final float OFF = 1.6f;
  private static final float VAULT = HALF + OFF;

  private final Lens lens;
  private final NaveLight light;
  private final float near;
  private final float far;
  private final Hit hit = new Hit();

  /** What was looked up last in each quarter of a column. */
  private final @Nullable Upright[] uprights;

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
    uprights = new Upright[4 * (int) (lens.width() + 2 * lens.marginX() + 8)];
  }

  @Override
  public Blank blank(float y) {
    float dy = (lens.horizon() - y) / lens.focal();
    if (!open(dy)) {
      return Blank.NONE;
    }
    float aside = (HALF - COLUMN) / far * lens.focal();
    return new Blank(lens.width() / 2f - aside, lens.width() / 2f + aside);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    cast(upright(x), (lens.horizon() - y) / lens.focal());
    rgba[3] = hit.part != Part.NONE ? 1 : 0;
    if (rgba[3] > 0) {
      light.shade(hit, rgba);
    }
  }

  private Upright upright(float x) {
    int slot = (int) (4 * (x + lens.marginX() + 1));
    Upright found = uprights[slot];
    if (found == null || found.place != x) {
      found = new Upright(lens, x, near, far);
      uprights[slot] = found;
    }
    return found;
  }

  /** The first thing in the slice on the way of a ray that moves up by dy for each unit of z. */
  private void cast(Upright upright, float dy) {
    hit.z = far;
    hit.part = Part.NONE;
    meet(END, Part.END);
    if (dy < 0) {
      meet(-EYE / dy, Part.FLOOR);
    }
    if (EYE + dy * upright.column < SPRING + 0.5f) {
      meet(upright.column, Part.COLUMN);
    }
    float y = EYE + dy * upright.wall;
    if (y < SPRING + 0.5f && y > upright.opening) {
      meet(upright.wall, Part.WALL);
    }
    if (EYE + dy * upright.aisle < 8.4f) {
      meet(upright.aisle, Part.AISLE);
    }
    if (EYE + dy * hit.z > SPRING) {
      vault(upright.dx, dy);
    }
    hit.x = upright.dx * hit.z;
    hit.y = EYE + dy * hit.z;
    face(upright);
  }

  /** Whether a ray leaves the slice before it can meet floor, vault or end. */
  private boolean open(float dy) {
    return far < END && dy * far > -EYE && dy * far < SPRING - EYE;
  }

  /** Takes a part if it is in the slice and before all that was met so far. */
  private void meet(float z, Part part) {
    if (z >= near && z < hit.z) {
      hit.z = z;
      hit.part = part;
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
        meet(z, Part.VAULT);
      }
    }
  }

  private void face(Upright upright) {
    float side = upright.dx >= 0 ? 1 : -1;
    switch (hit.part) {
      case NONE -> {}
      case COLUMN -> normal(upright.normalX, 0, upright.normalZ);
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
