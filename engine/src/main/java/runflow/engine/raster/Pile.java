package runflow.engine.raster;

/** A paint over another, for two things that move as one. Not thread-safe. */
final class Pile implements Paint {
  private final Paint front;
  private final Paint back;
  private final float[] behind = new float[4];

  Pile(Paint front, Paint back) {
    this.front = front;
    this.back = back;
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    front.at(x, y, rgba);
    if (rgba[3] >= 1) {
      return;
    }
    behind[3] = 1;
    back.at(x, y, behind);
    float rest = behind[3] * (1 - rgba[3]);
    float total = rgba[3] + rest;
    if (total > 0) {
      for (int c = 0; c < 3; c++) {
        rgba[c] = (rgba[c] * rgba[3] + behind[c] * rest) / total;
      }
    }
    rgba[3] = total;
  }
}
