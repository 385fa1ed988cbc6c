package runflow.engine.raster;

/**
 * The Milky Way over a landscape: a bowed band of light from one side of the picture to the other,
 * with dark lanes, on the side that the moon leaves free. Immutable.
 */
final class MilkyWay {
  private static final float COSINE = 0.88f;
  private static final float SINE = 0.475f;
  private static final float BOW = 0.10f;

  private final Lens lens;
  private final Noise noise;
  private final float side;

  MilkyWay(Lens lens, Noise noise) {
    this.lens = lens;
    this.noise = noise;
    side = lens.sunX() > lens.width() / 2f ? -1 : 1;
  }

  /** Adds the band's light at a place of the sky. */
  void add(float x, float y, float[] rgb) {
    float u = side * (x - lens.width() * 0.44f) / lens.focal();
    float v = (y - lens.horizon() * 0.55f) / lens.focal();
    float along = u * COSINE - v * SINE;
    float across = u * SINE + v * COSINE + BOW * along * along;
    float ragged = noise.fbm(along * 4.2f + 40, across * 4.2f + 20, 6) - 0.5f;
    float off = across + 0.16f * ragged;
    float core = Maths.exp(-off * off * 46);
    float halo = Maths.exp(-across * across * 8);
    float bulge = 0.55f + 0.75f * Maths.exp(-(along + 0.15f) * (along + 0.15f) * 5);
    float cloud = Maths.smooth(0.30f, 0.72f, noise.fbm(along * 11 + 12, across * 11 + 50, 7));
    float lane = noise.fbm(along * 5 + 80 + ragged, across * 13 + 9, 7);
    float dark = Maths.smooth(0.46f, 0.60f, lane) * Maths.exp(-off * off * 120);
    float slope = (lens.horizon() - y) / lens.focal();
    float k = Maths.clamp(0.2f + slope * 4);
    float bright = k * (0.022f * halo + 0.13f * core * cloud * bulge) * (1 - 0.85f * dark);
    rgb[0] += bright * (0.72f + 0.34f * core);
    rgb[1] += bright * (0.78f + 0.08f * core);
    rgb[2] += bright * (1.05f - 0.16f * core);
  }

  /** A column and a row within the band, from three numbers in 0 to 1. */
  float[] place(float far, float near, float spread) {
    float along = far * 2.6f - 1.3f;
    float across = 0.34f * (near + spread - 1) - BOW * along * along;
    float u = along * COSINE + across * SINE;
    float v = across * COSINE - along * SINE;
    return new float[] {
      lens.width() * 0.44f + side * u * lens.focal(), lens.horizon() * 0.55f + v * lens.focal()
    };
  }
}
