package runflow.engine.raster;

import java.util.Arrays;

/** At which distances ground is looked at: fewer where haze hides what is small. */
final class Distances {
  /**
   * Share of the haze in the colour of the highest ground from which on fewer distances are looked
   * at, as far as those tell the heights between them; and that from which on the fewest are.
   */
  private static final float[] HAZY = {0.4f, 0.85f};

  /** The same, whether or not they tell the heights between them. */
  private static final float[] MISTY = {0.8f, 0.95f};

  /** How much farther apart the fewest are. */
  private static final float COARSER = 3;

  /** How far apart distances tell the heights between, in shares of how far apart columns do. */
  private static final float TOLD = 0.6f;

  /** How much farther on than where it was found that haze is still taken to be the same. */
  private static final float KNOWN = 1.1f;

  private final Lens lens;
  private final Ground ground;
  private final Air air;
  private final Terrain terrain;

  Distances(Lens lens, Ground ground, Air air, Terrain terrain) {
    this.lens = lens;
    this.ground = ground;
    this.air = air;
    this.terrain = terrain;
  }

  /**
   * Distances up to the farthest: those that are not before the nearest, of all from a first.
   *
   * @param camera height of it
   */
  float[] between(float first, float near, float far, float camera) {
    float growth = 0.0034f * Maths.sqrt(1280f / Math.max(lens.width(), lens.height()));
    float rows = 1.1f / (Math.max(0.3f, camera + 0.5f) * lens.focal());
    float[] out = new float[8000];
    float known = 0;
    float coarse = 0;
    int n = 0;
    for (float d = first; d < far && n < out.length - 1; ) {
      if (d >= near) {
        out[n++] = d;
      }
      if (d >= known) {
        known = KNOWN * d;
        coarse = growth * coarser(d, growth * d, known);
      }
      d += Math.max(0.0008f * d, Math.min(coarse * d, rows * d * d));
    }
    out[n++] = far;
    return Arrays.copyOf(out, n);
  }

  /**
   * How much farther apart distances are than in clear air.
   *
   * @param step from one to the next in clear air
   * @param beyond a distance up to which it is to hold
   */
  private float coarser(float d, float step, float beyond) {
    float smooth = ground.smooth(d);
    if (smooth == 0) {
      return 1;
    }
    float haze = air.share(d, Math.max(terrain.range(d).high(), terrain.range(beyond).high()));
    float hazy = Maths.mix(1, COARSER, Maths.smooth(HAZY[0], HAZY[1], haze));
    float misty = Maths.mix(1, COARSER, Maths.smooth(MISTY[0], MISTY[1], haze));
    return Math.max(misty, Math.min(hazy, TOLD * smooth / step));
  }
}
