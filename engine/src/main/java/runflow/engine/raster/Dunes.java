package runflow.engine.raster;

/**
 * Wind-blown dunes with ripples near the camera and worn mountains far behind; with stones, the
 * ground of Mars.
 */
final class Dunes implements Ground {
  private final Noise noise;
  private final boolean mars;

  Dunes(Noise noise, boolean mars) {
    this.noise = noise;
    this.mars = mars;
  }

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 5f, 13f, 34f, 130f};
  }

  @Override
  public float height(float x, float z, float footprint) {
    float warp = noise.fbm(x * 0.09f + 3, z * 0.09f, 2);
    float u = x * 0.085f + z * 0.04f + warp * 1.5f;
    float v = z * 0.13f - x * 0.03f + warp * 1.3f;
    float fold = 2 * noise.at(u, v) - 1;
    float crest = 1 - Maths.sqrt(fold * fold + 0.0008f);
    crest *= 0.2f + 0.8f * crest;
    float swell = noise.fbm(x * 0.03f + 7, z * 0.03f + 1, 2);
    float h = -2.1f + crest * (0.8f + 1.8f * swell) + swell * 0.9f;
    float minor = 2 * noise.at(u * 2.9f + 9, v * 2.6f + 4) - 1;
    h += 0.10f * (1 - Maths.sqrt(minor * minor + 0.003f));
    float far = Maths.clamp((z - 36) / 45);
    if (far > 0) {
      int n = Ground.octaves(0.02f, footprint, 8);
      float range = noise.ridged(x * 0.02f + 3, z * 0.02f, n);
      h += far * range * range * (mars ? 9 : 11);
    }
    return mars && z < 26 ? h + stones(x, z, footprint) : h;
  }

  /** Half-buried stones in jittered cells of two sizes. */
  private float stones(float x, float z, float footprint) {
    float h = 0;
    if (footprint < 0.06f) {
      h = stone(x * 1.1f, z * 1.1f, 0.82f, 3) / 1.1f;
    }
    if (footprint < 0.02f) {
      h = Math.max(h, stone(x * 3.7f, z * 3.7f, 0.74f, 11) / 3.7f);
    }
    return h;
  }

  private float stone(float x, float z, float rare, int salt) {
    int cellX = Maths.floor(x);
    int cellZ = Maths.floor(z);
    int key = Math.floorMod(cellX, 4096) * 4096 + Math.floorMod(cellZ, 4096);
    if (Maths.hash(key, salt) < rare) {
      return 0;
    }
    float radius = 0.07f + 0.15f * Maths.hash(key, salt + 1) * Maths.hash(key, salt + 2);
    float dx = x - cellX - 0.3f - 0.4f * Maths.hash(key, salt + 3);
    float dz = z - cellZ - 0.3f - 0.4f * Maths.hash(key, salt + 4);
    float rough = 0.75f + 0.5f * noise.at(x * 9, z * 9);
    float q = (dx * dx * 0.8f + dz * dz) / (radius * radius * rough);
    return q >= 1 ? 0 : radius * (1 - q * q) * 0.8f;
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    float fine = noise.at(spot.x * 9, spot.z * 9) - 0.5f;
    float broad = noise.at(spot.x * 1.9f + 5, spot.z * 1.9f) - 0.5f;
    float speckle = spot.distance < 7 ? noise.at(spot.x * 120, spot.z * 120) - 0.5f : 0;
    float tone = 0.92f + 0.16f * fine + 0.2f * broad + 0.16f * speckle;
    tone += ripples(spot);
    if (mars) {
      boolean stone = spot.z < 26 && stones(spot.x, spot.z, spot.footprint) > 0.004f;
      tone *= stone ? 0.62f : 1;
      set(rgb, 0.41f, 0.145f, 0.068f, tone);
    } else {
      set(rgb, 0.47f, 0.285f, 0.15f, tone);
    }
    if (spot.distance > 40) {
      float rock = Maths.clamp((spot.distance - 40) / 15);
      float layer = 0.75f + 0.5f * noise.at(spot.x * 0.2f, spot.y * 3f);
      rgb[0] = Maths.mix(rgb[0], (mars ? 0.32f : 0.36f) * layer, rock);
      rgb[1] = Maths.mix(rgb[1], (mars ? 0.14f : 0.22f) * layer, rock);
      rgb[2] = Maths.mix(rgb[2], (mars ? 0.075f : 0.14f) * layer, rock);
    }
  }

  private float ripples(Spot spot) {
    float near = Maths.clamp(1 - spot.distance / 15) * Maths.clamp(0.03f / spot.footprint - 0.4f);
    if (near <= 0) {
      return 0;
    }
    float bend = noise.at(spot.x * 0.7f, spot.z * 0.7f) + 0.35f * noise.at(spot.x * 2, spot.z * 2);
    float wave = Maths.sin((spot.x * 0.25f + spot.z * 0.62f + 0.9f * bend) * 64);
    float strength = 0.04f + 0.13f * noise.at(spot.x * 0.5f + 30, spot.z * 0.5f);
    return wave * near * strength;
  }

  private static void set(float[] rgb, float r, float g, float b, float k) {
    rgb[0] = r * k;
    rgb[1] = g * k;
    rgb[2] = b * k;
  }
}
