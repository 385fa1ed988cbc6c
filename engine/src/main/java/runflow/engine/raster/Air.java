package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** The air between: haze that grows with distance, thins with height and glows around the sun. */
final class Air {
  private final Palette palette;
  private final Lens lens;

  Air(Palette palette, Lens lens) {
    this.palette = palette;
    this.lens = lens;
  }

  /**
   * Blends the colour of something towards the haze.
   *
   * @param distance from the camera
   * @param height over the ground
   * @param x column where it is seen
   * @param y row where it is seen
   */
  void haze(float[] rgb, float distance, float height, float x, float y) {
    float thick = 0.75f + 1.9f * Maths.exp(-Math.max(0, height + 0.9f) * 0.7f);
    float k = 1 - Maths.exp(-distance * palette.density() * thick);
    float dx = (x - lens.sunX()) / lens.focal();
    float dy = (y - lens.sunY()) / lens.focal();
    float q = dx * dx + dy * dy;
    float s = palette.glow() * (0.4f * Maths.exp(-q * 3.2f) + 0.4f * Maths.exp(-q * 22));
    Rgb haze = palette.haze();
    Rgb scatter = palette.scatter();
    rgb[0] += (haze.r() + scatter.r() * s - rgb[0]) * k;
    rgb[1] += (haze.g() + scatter.g() * s - rgb[1]) * k;
    rgb[2] += (haze.b() + scatter.b() * s - rgb[2]) * k;
  }
}
