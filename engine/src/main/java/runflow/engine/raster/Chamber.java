package runflow.engine.raster;

import runflow.engine.scene.Rgb;

/**
 * A room or a long hall of books, by casting a ray for each point into a box. Units are metres; the
 * camera stands at height {@link #EYE} and looks along z. Not thread-safe.
 */
final class Chamber implements Paint {
  static final float EYE = 1.55f;

  /** The part of the farther distance over which a slice fades. */
  private static final float SOFT = 0.02f;

  /**
   * How large the box is.
   *
   * @param half from the middle to a side wall
   * @param high from floor to ceiling
   * @param end distance of the end wall
   */
  record Box(float half, float high, float end) {}

  /** What a ray met, and where. */
  static final class Hit {
    float x;
    float y;
    float z;
    Side side = Side.END;
  }

  /** The sides of the box. */
  enum Side {
    FLOOR,
    CEILING,
    LEFT,
    RIGHT,
    END
  }

  /** Colours what a ray met. */
  interface Decor {
    /** Writes the light that comes from a place. */
    void at(Hit hit, float[] rgb);
  }

  private final Lens lens;
  private final Box box;
  private final Decor decor;
  private final float near;
  private final float far;
  private final Hit hit = new Hit();

  /** Shows what lies between two distances, the farther of which it fades towards. */
  Chamber(Lens lens, Box box, Decor decor, float near, float far) {
    this.lens = lens;
    this.box = box;
    this.decor = decor;
    this.near = near;
    this.far = far;
  }

  @Override
  public Blank blank(float y) {
    float z = Math.min(box.end(), level((lens.horizon() - y) / lens.focal()));
    if (z < near) {
      return new Blank(-lens.width(), 2 * lens.width());
    }
    if (z < far) {
      return Blank.NONE;
    }
    float aside = box.half() / far * lens.focal();
    return new Blank(lens.width() / 2f - aside, lens.width() / 2f + aside);
  }

  /** Where a ray that rises by dy for each unit of z meets the floor or the ceiling. */
  private float level(float dy) {
    return (dy > 0 ? box.high() - EYE : EYE) / Math.abs(dy);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float dx = (x - lens.width() / 2f) / lens.focal();
    float dy = (lens.horizon() - y) / lens.focal();
    hit.z = box.end();
    hit.side = Side.END;
    meet(dx > 0 ? box.half() / dx : -box.half() / dx, dx > 0 ? Side.RIGHT : Side.LEFT);
    meet(level(dy), dy > 0 ? Side.CEILING : Side.FLOOR);
    hit.x = dx * hit.z;
    hit.y = EYE + dy * hit.z;
    rgba[3] = hit.z >= near ? Maths.clamp((far - hit.z) / (SOFT * far)) : 0;
    if (rgba[3] > 0) {
      decor.at(hit, rgba);
    }
  }

  private void meet(float z, Side side) {
    if (z > 0 && z < hit.z) {
      hit.z = z;
      hit.side = side;
    }
  }

  static void set(float[] out, Rgb colour, float k) {
    out[0] = colour.r() * k;
    out[1] = colour.g() * k;
    out[2] = colour.b() * k;
  }

  static void add(float[] out, Rgb colour, float k) {
    out[0] += colour.r() * k;
    out[1] += colour.g() * k;
    out[2] += colour.b() * k;
  }
}
