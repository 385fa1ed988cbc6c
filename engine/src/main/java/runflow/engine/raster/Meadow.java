package runflow.engine.raster;

import runflow.engine.scene.Look;
import runflow.engine.scene.Season;

/** Grassland: rolling hills or a plain, with a blue range behind. */
final class Meadow implements Ground {
  /** Distance up to which blades of grass are seen. */
  private static final float GRASS = 12;

  /** Rows of blades; there are fewer of them the farther they are. */
  private static final float ROWS = 56;

  /** How much shorter than deep a flower is on the ground, so that it seems to stand. */
  private static final float UPRIGHT = 0.42f;

  /** Large flowers that fit beside each other on a unit of ground. */
  private static final float COARSE = 4.5f;

  /** Rows of large flowers that there would be where small ones grow. */
  private static final float LARGE = 9;

  private final Noise noise;
  private final float roll;
  private final boolean winter;
  private final float[] young;
  private final float[] dry;
  private final boolean flowers;

  /**
   * Grassland.
   *
   * @param roll height of the hills, in units
   */
  Meadow(Noise noise, float roll, boolean winter, Look look) {
    this.noise = noise;
    this.roll = roll;
    this.winter = winter;
    flowers = look.in(Season.SPRING);
    if (look.in(Season.AUTUMN)) {
      young = new float[] {0.17f, 0.125f, 0.035f};
      dry = new float[] {0.30f, 0.145f, 0.045f};
    } else if (flowers) {
      young = new float[] {0.085f, 0.175f, 0.035f};
      dry = new float[] {0.135f, 0.20f, 0.05f};
    } else {
      young = new float[] {0.085f, 0.135f, 0.036f};
      dry = new float[] {0.235f, 0.195f, 0.062f};
    }
  }

  /** Ground in the shade of a jungle. */
  Meadow(Noise noise, float roll) {
    this.noise = noise;
    this.roll = roll;
    winter = false;
    flowers = false;
    young = new float[] {0.05f, 0.10f, 0.026f};
    dry = new float[] {0.085f, 0.115f, 0.036f};
  }

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 6f, 15f, 38f, 160f};
  }

  /** The hills are smooth as far as the range; near by there are small bumps. */
  @Override
  public float smooth(float distance) {
    return distance < 9 ? 0.1f : distance < 42 ? 0.2f : 0.005f * distance;
  }

  @Override
  public float height(float x, float z, float footprint) {
    float b = noise.fbm(x * 0.1f + 3, z * 0.1f + 8, Ground.octaves(0.1f, footprint, 5));
    float h = -0.6f - roll * 0.55f + b * (0.2f + roll) + Math.max(0, b - 0.5f) * roll * 0.7f;
    if (footprint < 0.03f) {
      h += 0.03f * noise.at(x * 5, z * 5);
    }
    float far = Maths.clamp((z - 34) / 45);
    if (far > 0) {
      float range = noise.ridged(x * 0.017f, z * 0.017f, Ground.octaves(0.017f, footprint, 8));
      h += far * range * range * 9;
    }
    return h;
  }

  @Override
  public float patch(float x, float z, float footprint) {
    float broad = noise.fbm(x * 0.45f + 5, z * 0.45f, Ground.octaves(0.45f, footprint, 3));
    return Maths.smooth(0.35f, 0.65f, broad);
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    float fine = noise.at(spot.x * 8, spot.z * 8);
    float tone = 0.6f + 0.5f * fine + blades(spot);
    for (int c = 0; c < 3; c++) {
      rgb[c] = Maths.mix(young[c], dry[c], spot.patch) * tone;
    }
    if (flowers && spot.distance < 17) {
      bloom(spot, rgb);
    }
    float rock = Maths.clamp((spot.distance - 45) / 20) * Maths.clamp((0.93f - spot.up) * 6);
    rgb[0] = Maths.mix(rgb[0], 0.17f, rock);
    rgb[1] = Maths.mix(rgb[1], 0.16f, rock);
    rgb[2] = Maths.mix(rgb[2], 0.15f, rock);
    if (winter) {
      float snow = Maths.clamp((spot.up - 0.4f) * 3.2f) * (0.86f + 0.14f * fine);
      rgb[0] = Maths.mix(rgb[0], 0.80f, snow);
      rgb[1] = Maths.mix(rgb[1], 0.84f, snow);
      rgb[2] = Maths.mix(rgb[2], 0.92f, snow);
    }
  }

  /**
   * Upright blades near the camera, in rows that hide the feet of those behind: bright at the tips,
   * dark at the feet.
   */
  private float blades(Spot spot) {
    if (spot.distance >= GRASS) {
      return 0;
    }
    float slope = spot.aside / spot.z;
    float rows = ROWS / Maths.sqrt(spot.z);
    float up = 2.4f * noise.at(slope * 290 + 7, rows * 0.35f) - rows;
    int row = Maths.floor(up);
    float blade = noise.at(slope * 330 + row * 31.7f, row * 7.7f) - 0.5f;
    return (0.6f * blade + 0.42f * (up - row - 0.5f))
        * Maths.clamp(1.2f - 1.2f * spot.distance / GRASS);
  }

  /** Flowers in patches of one colour each, as upright as the blades. */
  private void bloom(Spot spot, float[] rgb) {
    float fine = spot.z * COARSE * UPRIGHT < LARGE ? 2 * COARSE : COARSE;
    float z = spot.z * fine * UPRIGHT;
    int cellZ = Maths.floor(z);
    float x = (spot.x + spot.aside * ((cellZ + 0.5f) / z - 1)) * fine;
    int cellX = Maths.floor(x);
    int key = Math.floorMod(cellX, 4096) * 4096 + Math.floorMod(cellZ, 4096);
    float wide = (cellX + 0.5f) / fine;
    float deep = (cellZ + 0.5f) / (fine * UPRIGHT);
    float patch = noise.at(wide * 0.35f + 70, deep * 0.35f + 20);
    if (Maths.hash(key, 61) > 0.2f + 0.6f * Maths.smooth(0.45f, 0.75f, patch)) {
      return;
    }
    float dx = x - cellX - 0.3f - 0.4f * Maths.hash(key, 62);
    float dz = z - cellZ - 0.3f - 0.4f * Maths.hash(key, 63);
    float cover = Maths.smooth(0.30f, 0.12f, Maths.sqrt(dx * dx + dz * dz));
    cover *= Maths.clamp(1.5f - spot.distance / 11);
    float kind = noise.at(wide * 0.22f + 9, deep * 0.22f + 3);
    float r = kind < 0.42f ? 0.75f : kind < 0.56f ? 0.80f : 0.40f;
    float g = kind < 0.42f ? 0.10f : kind < 0.56f ? 0.62f : 0.16f;
    float b = kind < 0.42f ? 0.14f : kind < 0.56f ? 0.10f : 0.58f;
    rgb[0] = Maths.mix(rgb[0], r, cover);
    rgb[1] = Maths.mix(rgb[1], g, cover);
    rgb[2] = Maths.mix(rgb[2], b, cover);
  }
}
