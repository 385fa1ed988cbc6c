package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** Sand before the sea: dark and shining where waves have just been, dry and rippled nearer. */
record Strand(Lens lens, Palette palette, Noise noise, float top) implements Paint {
  /** Distance from the camera. */
  static final float DEPTH = 5;

  Region region() {
    return Region.rows(lens, 1, top - 0.03f * lens.height(), lens.height() + lens.marginY());
  }

  /** The row where the sand begins at a column. */
  float edge(float x) {
    float u = x / lens.width();
    return top + lens.height() * 0.030f * (noise.fbm(u * 2.1f + 7, 4.5f, 3) - 0.5f);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float edge = edge(x);
    float down = (y - edge) / (lens.height() - top);
    rgba[3] = Maths.clamp(y - edge + 0.5f);
    if (rgba[3] <= 0) {
      return;
    }
    float away = 1 / (0.22f + Math.max(0, down));
    float u = (x - lens.width() / 2f) / lens.focal() * away;
    float wet = Maths.smooth(0.42f, 0.10f, down + 0.10f * (noise.fbm(u * 1.6f, away, 3) - 0.5f));
    float grain = 0.80f + 0.40f * noise.fbm(u * 26, away * 40, 4);
    float bend = noise.fbm(u * 1.3f + 20, away * 2 + 5, 3);
    float ripple =
        Maths.sin(away * 46 + bend * 30 + u * 4) * 0.09f * Maths.smooth(0.1f, 0.5f, down);
    float tread = Maths.smooth(0.60f, 0.72f, noise.fbm(u * 5 + 60, away * 7 + 31, 4)) * 0.22f;
    Rgb sand = new Rgb(0.40f, 0.31f, 0.205f).towards(new Rgb(0.145f, 0.11f, 0.08f), wet);
    float k = grain * (1 + ripple * (1 - wet) - tread * (1 - wet));
    Rgb sun = palette.sun();
    Rgb ambient = palette.ambient();
    rgba[0] = sand.r() * k * (sun.r() * 0.42f + ambient.r() * 1.5f);
    rgba[1] = sand.g() * k * (sun.g() * 0.42f + ambient.g() * 1.5f);
    rgba[2] = sand.b() * k * (sun.b() * 0.42f + ambient.b() * 1.5f);
    shine(x, wet, grain, rgba);
  }

  /** The sky in wet sand, brightest under the sun. */
  private void shine(float x, float wet, float grain, float[] rgba) {
    float dx = (x - lens.sunX()) / lens.focal();
    float under = palette.glow() * Maths.exp(-dx * dx * 14);
    float k = wet * (0.42f + 0.25f * under) * grain;
    Chamber.add(rgba, palette.horizon(), k * (1 + under));
  }
}
