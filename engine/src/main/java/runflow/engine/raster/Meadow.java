package runflow.engine.raster;

/** Grassland: rolling hills or a plain, with a blue range behind. */
final class Meadow implements Ground {
  private final Noise noise;
  private final float roll;
  private final boolean winter;

  /**
   * Grassland.
   *
   * @param roll height of the hills, in units
   */
  Meadow(Noise noise, float roll, boolean winter) {
    this.noise = noise;
    this.roll = roll;
    this.winter = winter;
  }

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 6f, 15f, 38f, 160f};
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
  public void colour(Spot spot, float[] rgb) {
    float fine = noise.at(spot.x * 8, spot.z * 8);
    float broad = noise.fbm(spot.x * 0.45f + 5, spot.z * 0.45f, 3);
    float blade =
        spot.distance < 12
            ? (noise.at(spot.x * 90, spot.z * 30) - 0.5f) * Maths.clamp(1.2f - spot.distance / 10)
            : 0;
    float tone = 0.6f + 0.5f * fine + 0.9f * blade;
    float dry = Maths.smooth(0.35f, 0.65f, broad);
    rgb[0] = (0.10f + 0.19f * dry) * tone;
    rgb[1] = (0.165f + 0.06f * dry) * tone;
    rgb[2] = (0.04f + 0.025f * dry) * tone;
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
}
