package runflow.engine.raster;

import runflow.engine.scene.Rgb;

/**
 * A stone fireplace in the middle of an end wall: an arched opening with logs, a mantelpiece with
 * what stands on it, and a painting over it.
 */
final class Hearth {
  /** Half of the width of the chimney breast, in metres. */
  static final float HALF = 1.75f;

  /** Of the flames, above the floor. */
  static final float FIRE_Y = 0.04f;

  private static final float MANTEL = 1.72f;
  private static final Rgb FIRE = new Rgb(1.4f, 0.68f, 0.28f);
  private static final Rgb OAK = new Rgb(0.135f, 0.075f, 0.04f);

  private final Noise noise;
  private final float wall;

  /** A hearth on a wall {@code wall} metres away. */
  Hearth(Noise noise, float wall) {
    this.noise = noise;
    this.wall = wall;
  }

  /** Light of the fire at a place, before it meets anything. */
  float light(float x, float y, float z) {
    float dy = y - 0.7f;
    float dz = Math.max(0, wall - z);
    float near = 1 / (0.9f + 0.34f * (x * x + dy * dy + dz * dz));
    return 2.1f * near;
  }

  /** The fire's colour. */
  Rgb colour() {
    return FIRE;
  }

  /** Whether the wall is hidden by the hearth. */
  boolean covers(float x, float y) {
    return Math.abs(x) < HALF || (y < 0.16f && Math.abs(x) < HALF + 0.5f);
  }

  /**
   * What the hearth is made of at a place of the wall.
   *
   * @param rgb receives light that shines by itself, if there is any
   */
  Rgb own(float x, float y, float[] rgb) {
    float across = Math.abs(x);
    float arch = 1.02f + 0.26f * Maths.sqrt(Math.max(0, 1 - x * x));
    if (across < 1 && y < arch && y > 0.10f) {
      return mouth(x, y, arch, rgb);
    }
    if (Math.abs(y - MANTEL) < 0.09f) {
      return OAK.times(1.5f + 0.5f * noise.at(x * 3, y * 40));
    }
    if (y > MANTEL + 0.09f) {
      return over(x, y);
    }
    return stone(x, y, across < 1.16f && y < arch + 0.2f);
  }

  private Rgb mouth(float x, float y, float arch, float[] rgb) {
    float dx = x * 1.3f;
    float dy = y - 0.3f;
    float glow = Maths.exp(-(dx * dx + dy * dy) * 2.4f);
    float soot = 0.55f + 0.9f * noise.fbm(x * 6 + 20, y * 6 + 8, 4);
    Chamber.add(rgb, FIRE, (0.03f + 0.34f * glow) * soot);
    float log = Math.abs(y - 0.22f - 0.06f * Maths.sin(x * 5 + 1));
    if (log < 0.075f && Math.abs(x) < 0.72f) {
      Chamber.set(rgb, new Rgb(0.5f, 0.10f, 0.02f), 0.25f + 1.3f * noise.at(x * 17, y * 23));
    }
    return new Rgb(0.03f, 0.024f, 0.02f).times(0.5f + arch - y);
  }

  /** Blocks of stone, larger around the opening. */
  private Rgb stone(float x, float y, boolean frame) {
    float high = frame ? 0.34f : 0.24f;
    float course = y / high;
    float shift = Maths.floor(course) % 2 == 0 ? 0.5f : 0;
    float block = (x + 9) / (frame ? 0.30f : 0.46f) + shift;
    boolean joint = Maths.fraction(course) < 0.06f || Maths.fraction(block) < 0.045f;
    float tone = 0.75f + 0.45f * Maths.hash(Maths.floor(course) * 53 + Maths.floor(block), 3);
    float rough = 0.7f + 0.6f * noise.fbm(x * 9 + 50, y * 9 + 30, 4);
    Rgb grey = frame ? new Rgb(0.26f, 0.235f, 0.20f) : new Rgb(0.185f, 0.165f, 0.14f);
    return grey.times(joint ? 0.45f : tone * rough);
  }

  /** The chimney breast over the mantelpiece, with a painting in a gilt frame. */
  private Rgb over(float x, float y) {
    float u = x / 0.95f;
    float v = (y - 2.72f) / 0.62f;
    float rim = Math.max(Math.abs(u), Math.abs(v));
    if (rim < 1) {
      if (rim > 0.88f) {
        return new Rgb(0.46f, 0.30f, 0.09f).times(0.7f + 0.6f * noise.at(u * 30, v * 30));
      }
      float ridge = -0.15f + 0.6f * (noise.fbm(u * 2 + 7, 3.5f, 4) - 0.5f);
      float shade = 0.7f + 0.6f * noise.fbm(u * 5 + 3, v * 5 + 40, 4);
      return (v < ridge ? new Rgb(0.07f, 0.075f, 0.04f) : new Rgb(0.30f, 0.27f, 0.19f))
          .times(shade);
    }
    float candle = Math.abs(Math.abs(x) - 1.35f);
    if (candle < 0.05f && y < 2.2f) {
      return new Rgb(0.55f, 0.50f, 0.40f);
    }
    return new Rgb(0.15f, 0.095f, 0.06f).times(0.7f + 0.6f * noise.fbm(x * 5 + 11, y * 5 + 60, 5));
  }
}
