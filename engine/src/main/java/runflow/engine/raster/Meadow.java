package runflow.engine.raster;

import runflow.engine.scene.Look;
import runflow.engine.scene.Season;

/** Grassland: rolling hills or a plain, with a blue range behind. */
final class Meadow implements Ground {
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

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 6f, 15f, 38f, 160f};
  }

  @Override
  public float height(float x, float z, float footprint) {
    return broad(x, z, footprint) + detail(x, z, footprint);
  }

  @Override
  public float gap() {
    return 0.2f;
  }

  @Override
  public float broad(float x, float z, float footprint) {
    float b = noise.fbm(x * 0.1f + 3, z * 0.1f + 8, Ground.octaves(0.1f, footprint, 5));
    return -0.6f - roll * 0.55f + b * (0.2f + roll) + Math.max(0, b - 0.5f) * roll * 0.7f;
  }

  @Override
  public float detail(float x, float z, float footprint) {
    float h = footprint < 0.03f ? 0.03f * noise.at(x * 5, z * 5) : 0;
    float far = Maths.clamp((z - 34) / 45);
    if (far > 0) {
      float range = noise.ridged(x * 0.017f, z * 0.017f, Ground.octaves(0.017f, footprint, 8));
      h += far * range * range * 9;
    }
    return h;
  }

  @Override
  public float patch(float x, float z) {
    return Maths.smooth(0.35f, 0.65f, noise.fbm(x * 0.45f + 5, z * 0.45f, 3));
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    float fine = noise.at(spot.x * 8, spot.z * 8);
    float blade =
        spot.distance < 12
            ? (noise.at(spot.x * 90, spot.z * 30) - 0.5f) * Maths.clamp(1.2f - spot.distance / 10)
            : 0;
    float tone = 0.6f + 0.5f * fine + 0.9f * blade;
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

  /** Flowers in patches of one colour each. */
  private void bloom(Spot spot, float[] rgb) {
    float fine = spot.distance < 5 ? 9 : 4.5f;
    float x = spot.x * fine;
    float z = spot.z * fine;
    int cellX = Maths.floor(x);
    int cellZ = Maths.floor(z);
    int key = Math.floorMod(cellX, 4096) * 4096 + Math.floorMod(cellZ, 4096);
    float patch = noise.at(spot.x * 0.35f + 70, spot.z * 0.35f + 20);
    if (Maths.hash(key, 61) > 0.12f + 0.5f * Maths.smooth(0.45f, 0.75f, patch)) {
      return;
    }
    float dx = x - cellX - 0.3f - 0.4f * Maths.hash(key, 62);
    float dz = z - cellZ - 0.3f - 0.4f * Maths.hash(key, 63);
    float cover = Maths.smooth(0.30f, 0.12f, Maths.sqrt(dx * dx + dz * dz));
    cover *= Maths.clamp(1.5f - spot.distance / 11);
    float kind = noise.at(spot.x * 0.22f + 9, spot.z * 0.22f + 3);
    float r = kind < 0.42f ? 0.75f : kind < 0.56f ? 0.80f : 0.40f;
    float g = kind < 0.42f ? 0.10f : kind < 0.56f ? 0.62f : 0.16f;
    float b = kind < 0.42f ? 0.14f : kind < 0.56f ? 0.10f : 0.58f;
    rgb[0] = Maths.mix(rgb[0], r, cover);
    rgb[1] = Maths.mix(rgb[1], g, cover);
    rgb[2] = Maths.mix(rgb[2], b, cover);
  }
}
