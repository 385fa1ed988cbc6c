package runflow.engine.raster;

import runflow.engine.scene.Palette;

/**
 * The picture's geometry, in pixels of the video.
 *
 * @param focal pixels for a slope of one
 * @param horizon row of the horizon, from the top
 * @param sunX column of the sun or the moon
 * @param sunY row of the sun or the moon
 */
record Lens(int width, int height, float focal, float horizon, float sunX, float sunY) {
  /** Of the width and height, what plates reach beyond the picture on each side. */
  static final float MARGIN = 0.085f;

  static Lens of(int width, int height, Palette palette, long seed) {
    boolean wide = width > height;
    int draw = (int) (seed ^ (seed >>> 32));
    float zoom = 0.9f + 0.26f * Maths.hash(draw, 4);
    float focal = 0.95f * Math.min(width, height) * (wide ? 1.15f : 1) * zoom;
    float horizon = height * ((wide ? 0.44f : 0.48f) + 0.15f * Maths.hash(draw, 5));
    float side = Maths.hash(draw, 1) < 0.5f ? -1 : 1;
    float sunX = width * (0.5f + side * (0.12f + 0.14f * Maths.hash(draw, 2)));
    float rise = Maths.sin(palette.elevation()) / Maths.cos(palette.elevation());
    float sunY = horizon - focal * rise;
    return new Lens(width, height, focal, horizon, sunX, inside(sunY, height));
  }

  /** A row for the sun that the picture's edge does not cut: well inside, or well above. */
  private static float inside(float row, int height) {
    if (row > 0.11f * height) {
      return row;
    }
    return row > 0.03f * height ? 0.11f * height : Math.min(row, -0.16f * height);
  }

  /** The same of a picture with so many times fewer pixels across and down. */
  Lens smaller(int times) {
    float part = 1f / times;
    return new Lens(
        width / times, height / times, focal * part, horizon * part, sunX * part, sunY * part);
  }

  /** How much larger than 1280 by 720 the picture is. */
  float scale() {
    return Math.max(width, height) / 1280f;
  }

  float marginX() {
    return width * MARGIN;
  }

  float marginY() {
    return height * MARGIN;
  }
}
