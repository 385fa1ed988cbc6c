package runflow.engine.raster;

/**
 * One building of a row.
 *
 * @param left first column
 * @param width in pixels
 * @param height in pixels, without its mast
 * @param key draws what it looks like
 */
record Building(float left, float width, float height, int key) {
  /** The height of the mast on its roof, or 0. */
  float mast() {
    return Maths.hash(key, 8) > 0.62f ? height * 0.16f : 0;
  }

  /** How far it has stepped back from its foot at a height, both in shares of its own. */
  float inset(float v) {
    float style = Maths.hash(key, 4);
    if (style < 0.35f || height < width * 1.8f) {
      return 0;
    }
    if (style < 0.75f) {
      return v < 0.72f ? 0 : v < 0.9f ? 0.12f : 0.24f;
    }
    return v < 0.6f ? 0 : 0.42f * (v - 0.6f) / 0.4f;
  }
}
