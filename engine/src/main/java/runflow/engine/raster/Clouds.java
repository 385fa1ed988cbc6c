package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Weather;

/** A cover of clouds on a plane overhead, lit from the sun's side. */
final class Clouds implements Paint {
  private final Palette palette;
  private final Lens lens;
  private final Noise noise;
  private final float cover;
  private final float streak;
  private final boolean stormy;

  /**
   * Clouds over a scene.
   *
   * @param cover 0 for none to 1 for a closed cover
   */
  Clouds(Scene scene, Lens lens, Noise noise, float cover) {
    palette = scene.palette();
    this.lens = lens;
    this.noise = noise;
    this.cover = cover;
    stormy = scene.weather() == Weather.STORM;
    streak =
        switch (scene.time()) {
          case DAY -> 1.1f;
          case DAWN, NIGHT -> 1.6f;
          case GOLDEN, DUSK -> 2f;
        };
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float slope = (lens.horizon() - y) / lens.focal();
    rgba[3] = 0;
    if (slope < 0.005f) {
      return;
    }
    float dx = (x - lens.sunX()) / lens.focal();
    float dy = (y - lens.sunY()) / lens.focal();
    float side = (x - lens.width() / 2f) / lens.focal();
    float flat = slope + 0.16f;
    float u = side / flat * 0.9f + 20;
    float v = 1.05f / flat * streak + 6;
    float warp = noise.fbm(u * 0.6f + 9, v * 0.6f, 3);
    float density = noise.fbm(u * 1.15f + warp * 1.3f, v * 1.15f + warp, 7);
    float threshold = 0.62f - 0.34f * cover;
    float body = Maths.smooth(threshold, threshold + 0.2f, density);
    body *= Maths.clamp(slope * 14);
    if (body <= 0.003f) {
      return;
    }
    float toX = u - dx * 0.18f;
    float toY = v - 0.12f * Math.max(-1, Math.min(1, dy * 6));
    float sunward = noise.fbm(toX * 1.15f + warp * 1.3f, toY * 1.15f + warp, 4);
    float lit = Maths.clamp(0.45f + (density - sunward) * 2.6f + (1 - body) * 0.45f);
    shade(lit, body, dx * dx + dy * dy, rgba);
    if (stormy) {
      darken(slope, body * (1 - lit), rgba);
    }
    rgba[3] = Math.min(1, body * (0.7f + 0.25f * cover));
  }

  /** Makes clouds so thick that light is left at their rims and at the horizon alone. */
  private static void darken(float slope, float thick, float[] rgba) {
    float k = Maths.mix(0.80f, 0.30f, Maths.smooth(0.02f, 0.36f, slope));
    k *= 1 - 0.55f * Maths.clamp(thick);
    rgba[0] *= k * 0.86f;
    rgba[1] *= k * 0.97f;
    rgba[2] *= k * 1.08f;
  }

  private void shade(float lit, float body, float q, float[] rgba) {
    float near = Maths.exp(-q * 2.4f) * palette.glow();
    float k = (0.06f + 0.3f * near) * (0.35f + lit);
    float dark = 1 - (0.15f + 0.6f * cover * cover) * body * (1 - lit);
    Rgb sun = palette.sun();
    Rgb ambient = palette.ambient();
    Rgb middle = palette.middle();
    Rgb low = palette.horizon();
    rgba[0] = (ambient.r() * 1.7f + middle.r() * 0.34f + low.r() * 0.18f) * dark + sun.r() * k;
    rgba[1] = (ambient.g() * 1.7f + middle.g() * 0.32f + low.g() * 0.17f) * dark + sun.g() * k;
    rgba[2] = (ambient.b() * 1.7f + middle.b() * 0.30f + low.b() * 0.16f) * dark + sun.b() * k;
  }
}
