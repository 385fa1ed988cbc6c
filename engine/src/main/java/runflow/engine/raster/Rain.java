package runflow.engine.raster;

/** Falling rain: short slanted streaks, the near ones longer and brighter. */
final class Rain implements Overlay {
  private static final int DROPS = 950;

  private final Lens lens;
  private final int salt;

  Rain(Lens lens, long seed) {
    this.lens = lens;
    salt = (int) (seed * 17 + 3);
  }

  @Override
  public void draw(Frame frame, View view) {
    for (int i = 0; i < DROPS; i++) {
      float near = 0.3f + 0.7f * Maths.hash(salt + i, 1);
      float fall = Maths.hash(salt + i, 2) + view.time() * (1.6f + 1.2f * near);
      int round = (int) fall;
      float x = Maths.hash(salt + i, 3 + round) * 1.1f * frame.width();
      float y = ((fall - round) * 1.2f - 0.15f) * frame.height();
      streak(frame, x, y, near);
    }
  }

  private void streak(Frame frame, float x, float y, float near) {
    int length = (int) ((10 + 36 * near) * lens.scale());
    float light = 6 + 23 * near * near;
    int thick = Math.max(1, Math.round(lens.scale() * near));
    for (int q = 0; q < length; q++) {
      int row = (int) (y + q);
      int column = (int) (x - 0.11f * q);
      if (row >= 0 && row < frame.height() && column >= 0 && column + thick < frame.width()) {
        for (int k = 0; k < thick; k++) {
          frame.brighten(row * frame.width() + column + k, (int) (light * q / length));
        }
      }
    }
  }
}
