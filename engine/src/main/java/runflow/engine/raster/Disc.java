package runflow.engine.raster;

import runflow.engine.scene.Body;
import runflow.engine.scene.Rgb;

/**
 * A body in the sky, at full resolution: the sun, the moon or Phobos.
 *
 * @param radius in picture pixels
 */
record Disc(Body body, float centreX, float centreY, float radius, Rgb light, Noise noise)
    implements Paint {

  Region region() {
    float reach = radius * 1.3f + 3;
    return Region.box(centreX - reach, centreY - reach, centreX + reach, centreY + reach, 1);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float u = (x - centreX) / radius;
    float v = (y - centreY) / radius;
    float edge = 1;
    if (body == Body.PHOBOS) {
      float bump = noise.fbm(u * 1.1f + 40, v * 1.1f + 60, 3);
      edge = 0.72f + 0.5f * bump;
      u *= 0.82f;
    }
    float r = Maths.sqrt(u * u + v * v);
    rgba[3] = Maths.clamp((edge - r) * radius / 1.6f + 0.5f);
    if (rgba[3] <= 0) {
      return;
    }
    switch (body) {
      case SUN, EARTH, STARS, MILKY_WAY, AURORA, RAINBOW -> set(rgba, light.times(3.4f));
      case MOON, SECOND_MOON ->
          set(rgba, light.times(2.2f * (0.42f + 1.1f * maria(u, v)) * (1 - 0.3f * r * r)));
      case PHOBOS -> set(rgba, phobos(u, v));
    }
  }

  private float maria(float u, float v) {
    return noise.fbm(u * 1.9f + 3, v * 1.9f + 8, 5);
  }

  private Rgb phobos(float u, float v) {
    float pit = noise.fbm(u * 3.2f + 11, v * 3.2f + 5, 5);
    float side = Maths.clamp(0.62f - 0.5f * u - 0.35f * v);
    return light.times(0.07f + 0.30f * side * (0.45f + 1.1f * pit));
  }

  private static void set(float[] rgba, Rgb colour) {
    rgba[0] = colour.r();
    rgba[1] = colour.g();
    rgba[2] = colour.b();
  }
}
