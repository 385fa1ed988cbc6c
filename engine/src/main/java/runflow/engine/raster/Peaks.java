package runflow.engine.raster;

import runflow.engine.scene.Look;
import runflow.engine.scene.Season;

/** Steep mountains: green feet, rock, and snow on what is high and not too steep. */
final class Peaks implements Ground {
  private static final float FREQUENCY = 0.05f;

  private final Noise noise;
  private final boolean winter;
  private final boolean autumn;

  Peaks(Noise noise, boolean winter, Look look) {
    this.noise = noise;
    this.winter = winter;
    autumn = look.in(Season.AUTUMN);
  }

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 6f, 15f, 40f, 180f};
  }

  @Override
  public float height(float x, float z, float footprint) {
    float rise = Maths.smooth(2, 24, z);
    float wx = x + 2.2f * noise.at(x * 0.09f, z * 0.09f);
    float wz = z + 2.2f * noise.at(x * 0.09f + 40, z * 0.09f + 9);
    int n = Ground.octaves(FREQUENCY, footprint, 10);
    float crest = noise.ridged(wx * FREQUENCY + 11, wz * FREQUENCY + 5, n);
    float foot = noise.fbm(x * 0.28f, z * 0.28f, Ground.octaves(0.28f, footprint, 7));
    return -1.1f + foot * 0.75f + rise * (6.6f + Math.min(z, 120) * 0.095f) * crest * crest;
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    float fine = noise.at(spot.x * 9, spot.z * 9);
    float broad = noise.at(spot.x * 2.1f + 5, spot.z * 2.1f);
    float grain = spot.distance < 10 ? noise.at(spot.x * 44, spot.z * 44) - 0.5f : 0;
    float tone = 0.66f + 0.42f * fine + 0.28f * (broad - 0.5f) + 0.42f * grain;
    float grass = Maths.clamp((spot.up - 0.66f) * 6) * Maths.clamp((1.1f + fine - spot.y) * 1.3f);
    float layer = 0.86f + 0.28f * noise.at(spot.x * 0.3f, spot.y * 3.1f);
    rgb[0] =
        Maths.mix(0.21f * layer, 0.10f + 0.05f * broad, grass)
            * tone
            * (autumn ? 1 + 0.9f * grass : 1);
    rgb[1] = Maths.mix(0.187f * layer, 0.13f + 0.02f * broad, grass) * tone;
    rgb[2] = Maths.mix(0.17f * layer, 0.045f, grass) * tone;
    float line = winter ? -2.9f : 2.6f;
    float snow = Maths.clamp((spot.y - line - broad * 1.6f) * 0.9f);
    snow *= Maths.clamp((spot.up - 0.5f) * 4.5f);
    rgb[0] = Maths.mix(rgb[0], 0.84f, snow);
    rgb[1] = Maths.mix(rgb[1], 0.87f, snow);
    rgb[2] = Maths.mix(rgb[2], 0.95f, snow);
  }
}
