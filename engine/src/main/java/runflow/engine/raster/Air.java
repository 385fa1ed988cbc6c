package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** The air between: haze that grows with distance, thins with height and glows around the sun. */
final class Air {
  private final Palette palette;
  private final Halo halo;

  Air(Palette palette, Lens lens) {
    this.palette = palette;
    halo = new Halo(lens, palette.glow());
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
    haze(rgb, share(distance, height), x, y);
  }

  /** How much of the colour of something at a distance and a height over the ground is haze's. */
  float share(float distance, float height) {
    float thick = 0.75f + 1.9f * Maths.exp(-Math.max(0, height + 0.9f) * 0.7f);
    return 1 - Maths.exp(-distance * palette.density() * thick);
  }

  /** Blends a colour towards the haze by a share, as seen at a column and a row. */
  void haze(float[] rgb, float share, float x, float y) {
    float s = halo.at(x, y);
    Rgb haze = palette.haze();
    Rgb scatter = palette.scatter();
    rgb[0] += (haze.r() + scatter.r() * s - rgb[0]) * share;
    rgb[1] += (haze.g() + scatter.g() * s - rgb[1]) * share;
    rgb[2] += (haze.b() + scatter.b() * s - rgb[2]) * share;
  }
}
