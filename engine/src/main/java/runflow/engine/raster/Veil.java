package runflow.engine.raster;

import runflow.engine.scene.Rgb;

/**
 * Thin moving air between two layers of ground: dust blown over dunes, banks of fog.
 *
 * @param row where it is thickest
 * @param spread how far up and down it reaches, in rows
 * @param strength alpha where it is thickest
 */
record Veil(Lens lens, Noise noise, Rgb colour, float row, float spread, float strength)
    implements Paint {
  /** Spreads from the thickest row beyond which nobody sees anything of it. */
  static final float REACH = 1.6f;

  @Override
  public void at(float x, float y, float[] rgba) {
    float d = (y - row) / spread;
    float k = Maths.exp(-d * d * 2.2f) * strength;
    float u = x / lens.focal();
    float v = y / lens.focal();
    float warp = noise.fbm(u * 2 + 3, v * 4 + 8, 2);
    float n = noise.fbm(u * 2.4f + warp, v * 9 + warp * 1.5f, 4);
    rgba[0] = colour.r();
    rgba[1] = colour.g();
    rgba[2] = colour.b();
    rgba[3] = Maths.clamp(k * Maths.smooth(0.3f, 0.75f, n) * 1.6f);
  }
}
