package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** A garden far out of focus: soft greens under the light, and round spots of flowers and sun. */
final class Bokeh implements Paint {
  /** Picture pixels for a sample; nothing here is sharp enough to need more samples. */
  static final float SCALE = 4;

  private static final int SPOTS = 90;

  private final Lens lens;
  private final Palette palette;
  private final float[] x = new float[SPOTS];
  private final float[] y = new float[SPOTS];
  private final float[] radius = new float[SPOTS];

  /** How far in from its radius a spot has its full strength, in radii. */
  private final float[] rim = new float[SPOTS];

  private final Rgb[] colour = new Rgb[SPOTS];
  private final Noise noise;

  Bokeh(Lens lens, Palette palette, Rgb flower, int key) {
    this.lens = lens;
    this.palette = palette;
    noise = new Noise(key);
    float shorter = Math.min(lens.width(), lens.height());
    for (int i = 0; i < SPOTS; i++) {
      x[i] = (Maths.hash(key + i, 41) * 1.2f - 0.1f) * lens.width();
      float down = Maths.hash(key + i, 42);
      y[i] = (down * 1.1f - 0.05f) * lens.height();
      radius[i] = shorter * (0.022f + 0.055f * Maths.hash(key + i, 43));
      rim[i] = Math.max(0.14f, 1.3f * SCALE / radius[i]);
      float pick = Maths.hash(key + i, 44);
      Rgb leaf = new Rgb(0.14f, 0.24f, 0.05f).times(0.6f + pick);
      Rgb sunny = palette.sun().times(0.10f).towards(new Rgb(0.30f, 0.30f, 0.16f), 0.5f);
      boolean petal = down > 0.45f && pick > 0.62f;
      colour[i] = petal ? flower.times(0.75f) : pick < 0.3f ? sunny : leaf;
    }
  }

  @Override
  public void at(float px, float py, float[] rgba) {
    float v = py / lens.height();
    float u = px / lens.width();
    float cloud = noise.fbm(u * 3 + 4, v * 3 + 9, 3);
    float dx = (px - lens.sunX()) / lens.focal();
    float dy = (py - lens.height() * 0.05f) / lens.focal();
    float sun = Maths.exp(-(dx * dx + dy * dy) * 2.4f);
    float light = 0.26f + 0.62f * sun + 0.34f * (1 - v) * (1 - v);
    float low = Maths.smooth(0.15f, 1, v);
    rgba[0] = Maths.mix(0.24f, 0.055f, low) * light * (0.7f + 0.7f * cloud);
    rgba[1] = Maths.mix(0.30f, 0.105f, low) * light * (0.7f + 0.7f * cloud);
    rgba[2] = Maths.mix(0.13f, 0.034f, low) * light * (0.7f + 0.6f * cloud);
    for (int i = 0; i < SPOTS; i++) {
      float ax = px - x[i];
      float ay = py - y[i];
      float r = radius[i];
      if (ax * ax + ay * ay < r * r) {
        float q = Maths.sqrt(ax * ax + ay * ay) / r;
        float k = 0.42f * Maths.smooth(1, 1 - rim[i], q) * (0.62f + 0.38f * q * q) * (0.4f + light);
        rgba[0] += colour[i].r() * k;
        rgba[1] += colour[i].g() * k;
        rgba[2] += colour[i].b() * k;
      }
    }
    Rgb warm = palette.sun();
    Rgb ambient = palette.ambient();
    rgba[0] *= warm.r() * 0.34f + ambient.r() * 2.2f;
    rgba[1] *= warm.g() * 0.34f + ambient.g() * 2.2f;
    rgba[2] *= warm.b() * 0.34f + ambient.b() * 2.2f;
  }
}
