package runflow.engine.raster;

/** The ground of the moon: grey dust, craters of three sizes, and smooth far hills. */
final class Craters implements Ground {
  private final Noise noise;

  Craters(Noise noise) {
    this.noise = noise;
  }

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 5f, 13f, 34f, 130f};
  }

  @Override
  public float height(float x, float z, float footprint) {
    int n = Ground.octaves(0.12f, footprint, 9);
    float h = -1 + noise.fbm(x * 0.12f + 5, z * 0.12f, n) * 0.9f;
    h += crater(x * 0.11f, z * 0.11f, 5) * 2.2f;
    h += crater(x * 0.42f + 9, z * 0.42f, 17) * 0.6f;
    if (footprint < 0.08f) {
      h += crater(x * 1.7f + 3, z * 1.7f, 29) * 0.16f;
    }
    float far = Maths.clamp((z - 40) / 40);
    float range = noise.fbm(x * 0.025f + 4, z * 0.025f, 5);
    return h + far * range * range * 14;
  }

  private static float crater(float x, float z, int salt) {
    int cellX = Maths.floor(x);
    int cellZ = Maths.floor(z);
    int key = Math.floorMod(cellX, 4096) * 4096 + Math.floorMod(cellZ, 4096);
    float radius = 0.16f + 0.26f * Maths.hash(key, salt);
    float dx = x - cellX - 0.5f;
    float dz = z - cellZ - 0.5f;
    float q = Maths.sqrt(dx * dx + dz * dz) / radius;
    if (q > 1.19f || Maths.hash(key, salt + 1) < 0.35f) {
      return 0;
    }
    float bowl = q < 1 ? (q * q - 1) * 0.22f : 0;
    float rim = 1 - Math.abs(q - 1) / 0.19f;
    return radius * (bowl + (rim > 0 ? 0.10f * rim * rim : 0));
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    float broad = noise.fbm(spot.x * 0.2f + 3, spot.z * 0.2f, 4);
    float fine = spot.distance < 9 ? noise.at(spot.x * 70, spot.z * 70) - 0.5f : 0;
    float grey = 0.13f + 0.09f * broad + 0.06f * fine;
    rgb[0] = grey * 1.02f;
    rgb[1] = grey;
    rgb[2] = grey * 0.96f;
  }
}
