package runflow.engine.raster;

import runflow.engine.scene.Body;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Weather;

/** Lights that come and go in the sky, behind clouds and ground: aurora, rainbow, lightning. */
final class Skylights {
  private static final float FAR = 4000;

  private Skylights() {}

  /** Adds the lights of a scene on the last layer. */
  static void add(Scene scene, Backdrop backdrop, long seed) {
    Lens lens = backdrop.lens;
    int on = backdrop.layers.size() - 1;
    float pace = Math.min(3, scene.camera().pace().air());
    if (scene.shows(Body.AURORA)) {
      for (int i = 0; i < 3; i++) {
        Paint curtain = new Curtain(lens, backdrop.noise, i, (int) seed);
        double phase = i * 2.1 + Math.floorMod(seed, 7L);
        double rate = (0.5 + 0.17 * i) * pace;
        Glow.Gain gain =
            t -> 0.72f + 0.24f * Maths.sin(t * rate + phase) + 0.08f * Maths.sin(t * 1.9 + phase);
        float drift = (i == 1 ? -0.006f : 0.005f) * pace;
        backdrop.insets.add(new Behind(on, new Glow(lens, FAR, drift, curtain, gain)));
      }
    }
    if (scene.shows(Body.RAINBOW)) {
      Glow bow = new Glow(lens, FAR, 0, new Rainbow(lens), t -> 0.9f + 0.1f * Maths.sin(t * 0.6));
      backdrop.insets.add(new Behind(on, bow));
    }
    if (scene.weather() == Weather.STORM) {
      Bolt bolt = new Bolt(on, (int) seed);
      backdrop.insets.add(bolt);
      Paint sheet = new Sheet(lens, bolt.column() * lens.width());
      backdrop.insets.add(new Behind(on, new Glow(lens, FAR, 0, sheet, bolt::flash)));
    }
  }

  /** Adds what a flash of lightning does to the ground, before the last layer. */
  static void flash(Backdrop backdrop, long seed) {
    Bolt bolt = new Bolt(0, (int) seed);
    Paint slopes = new Slopes(backdrop.lens, backdrop.noise);
    Glow glow = new Glow(backdrop.lens, 5, 0, slopes, bolt::flash);
    backdrop.insets.add(new Behind(backdrop.layers.size() - 1, glow));
  }

  /** One curtain of an aurora: rays that rise from a waving foot, green below and violet above. */
  private record Curtain(Lens lens, Noise noise, int number, int key) implements Paint {
    @Override
    public void at(float x, float y, float[] rgb) {
      float u = x / lens.width();
      float bend = noise.fbm(u * 2.2f + number * 17 + Math.floorMod(key, 50), 3.5f + number * 7, 3);
      float foot =
          lens.horizon() - lens.height() * (0.03f + 0.08f * number + 0.30f * (bend - 0.35f));
      float up = (foot - y) / lens.height();
      float fold = u * 26 + bend * 34;
      float rays = 0.45f + 0.55f * noise.at(fold + number * 31, 1.5f);
      rays *= 0.65f + 0.35f * noise.at(fold * 3.1f, 7.5f);
      float broad = Maths.smooth(0.30f, 0.52f, noise.fbm(u * 2.2f + 60 + number * 11, 9.5f, 3));
      float reach = 0.13f + 0.24f * rays;
      float rise = up < 0 ? Maths.exp(up * 70) : Maths.exp(-up / reach);
      float k = 0.95f * rays * broad * rise * (number == 0 ? 1 : 0.75f);
      float high = Maths.smooth(0.02f, 0.34f, up);
      float top = Maths.clamp((y + lens.marginY()) / (lens.height() * 0.12f));
      k *= top;
      rgb[0] = k * Maths.mix(0.10f, 0.42f, high);
      rgb[1] = k * Maths.mix(0.95f, 0.28f, high);
      rgb[2] = k * Maths.mix(0.48f, 0.80f, high);
    }
  }

  /** A rainbow, away from the sun. */
  private record Rainbow(Lens lens) implements Paint {
    @Override
    public void at(float x, float y, float[] rgb) {
      float centre = lens.width() - lens.sunX();
      float dx = (x - centre) / lens.focal();
      float dy = (y - lens.horizon() - 0.16f * lens.focal()) / lens.focal();
      float r = (Maths.sqrt(dx * dx + dy * dy) - 0.56f) / 0.05f;
      float fade = 0.20f * Maths.smooth(1.5f, 0.6f, Math.abs(r)) * (y < lens.horizon() ? 1 : 0);
      rgb[0] = fade * Maths.exp(-(r - 0.75f) * (r - 0.75f) * 4);
      rgb[1] = fade * Maths.exp(-r * r * 4);
      rgb[2] = fade * Maths.exp(-(r + 0.75f) * (r + 0.75f) * 4);
    }
  }

  /** The clouds that a flash of lightning lights up. */
  private record Sheet(Lens lens, float column) implements Paint {
    @Override
    public void at(float x, float y, float[] rgb) {
      float dx = (x - column) / lens.width();
      float dy = (y - lens.horizon() * 0.25f) / lens.height();
      float q = dx * dx * 7 + dy * dy * 9;
      float k = 0.50f * Maths.exp(-q) * (y < lens.horizon() + 2 ? 1 : 0) + 0.05f;
      rgb[0] = k * 0.82f;
      rgb[1] = k * 0.86f;
      rgb[2] = k;
    }
  }

  /** The rises of the ground that face a flash of lightning. */
  private record Slopes(Lens lens, Noise noise) implements Paint {
    @Override
    public void at(float x, float y, float[] rgb) {
      float down = (y - lens.horizon()) / (lens.height() - lens.horizon());
      float away = 1 / (Math.max(0, down) + 0.08f);
      float across = (x - lens.width() / 2f) / lens.focal() * away;
      float here = noise.fbm(across * 0.7f + 40, away * 1.1f + 9, 4);
      float beyond = noise.fbm(across * 0.7f + 40.2f, away * 1.1f + 9.5f, 4);
      float k = 0.06f + 2.0f * Math.max(0, here - beyond);
      k *= Maths.smooth(0, 0.10f, down);
      rgb[0] = k * 0.80f;
      rgb[1] = k * 0.88f;
      rgb[2] = k;
    }
  }
}
