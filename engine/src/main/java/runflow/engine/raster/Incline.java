package runflow.engine.raster;

/**
 * How values change over a triangle: the shares of its second and third corner gained with each
 * column and row, and the place of its first.
 */
record Incline(float x, float y, float acrossB, float downB, float acrossC, float downC) {
  /** The incline of a triangle whose other corners lie at (bx, by) and (cx, cy) from the first. */
  static Incline of(float x, float y, float bx, float by, float cx, float cy) {
    float k = 1 / (bx * cy - cx * by);
    return new Incline(x, y, cy * k, -cx * k, -by * k, bx * k);
  }

  /** Writes a value at the origin, and what it gains with a column and with a row. */
  void store(float a, float b, float c, float[] out, int at) {
    float across = (b - a) * acrossB + (c - a) * acrossC;
    float down = (b - a) * downB + (c - a) * downC;
    out[at] = a - across * x - down * y;
    out[at + 1] = across;
    out[at + 2] = down;
  }
}
