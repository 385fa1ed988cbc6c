package runflow.engine.raster;

import runflow.engine.scene.Body;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/** The sky behind everything: three colours from the horizon up, and light around the sun. */
final class Sky implements Paint {
  private final Palette palette;
  private final Lens lens;
  private final boolean airless;
  private final Noise noise;
  private final MilkyWay galaxy;
  private final boolean milky;
  private final boolean sunny;

  Sky(Scene scene, Lens lens, boolean airless, Noise noise) {
    palette = scene.palette();
    sunny = scene.shows(Body.SUN) && !airless;
    milky = scene.shows(Body.MILKY_WAY);
    this.lens = lens;
    this.airless = airless;
    this.noise = noise;
    galaxy = new MilkyWay(lens, noise);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float slope = (lens.horizon() - y) / lens.focal();
    float dx = (x - lens.sunX()) / lens.focal();
    float dy = (y - lens.sunY()) / lens.focal();
    float q = dx * dx + dy * dy;
    if (airless) {
      black(x, y, rgba);
    } else {
      gradient(slope, dx, rgba);
    }
    if (milky) {
      galaxy.add(x, y, rgba);
    }
    float near = 0.034f / (Maths.sqrt(q) * 6 + 0.06f) * Maths.exp(-q * 2);
    float wide = airless ? 0 : 0.26f * Maths.exp(-q * 3.2f) + 0.20f * Maths.exp(-q * 30);
    float s = palette.glow() * (wide + near);
    if (sunny) {
      float aureole =
          0.34f * Maths.exp(-Maths.sqrt(q) * 17) + 0.07f * Maths.exp(-Maths.sqrt(q) * 5);
      Chamber.add(rgba, palette.sun(), aureole * (1 - palette.glow()));
    }
    Rgb scatter = palette.scatter();
    rgba[0] += scatter.r() * s;
    rgba[1] += scatter.g() * s;
    rgba[2] += scatter.b() * s;
  }

  private void gradient(float slope, float dx, float[] rgba) {
    float t = Maths.clamp(slope / 0.62f);
    float low = Maths.smooth(0, 1, t * 2.5f);
    float high = Maths.sqrt(Maths.clamp((t - 0.16f) / 0.84f));
    Rgb horizon = palette.horizon();
    Rgb middle = palette.middle();
    Rgb zenith = palette.zenith();
    float dim = 1 - 0.27f * palette.glow() * (1 - Maths.exp(-dx * dx * 1.5f));
    rgba[0] = Maths.mix(Maths.mix(horizon.r(), middle.r(), low), zenith.r(), high) * dim;
    rgba[1] = Maths.mix(Maths.mix(horizon.g(), middle.g(), low), zenith.g(), high) * dim;
    rgba[2] = Maths.mix(Maths.mix(horizon.b(), middle.b(), low), zenith.b(), high) * dim;
  }

  private void black(float x, float y, float[] rgba) {
    float band = noise.fbm(x / lens.focal() * 2.2f + 50, y / lens.focal() * 2.2f + 70, 4);
    float faint = 0.006f * Maths.smooth(0.45f, 0.75f, band);
    rgba[0] = 0.002f + faint;
    rgba[1] = 0.002f + faint;
    rgba[2] = 0.004f + faint * 1.3f;
  }
}
