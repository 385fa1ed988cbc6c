package runflow.engine.raster;

import runflow.engine.scene.Particles;

/** Small things in the air: motes, dust, fireflies and snow that float through the picture. */
final class Drifting implements Overlay {
  /**
   * How one kind moves; speeds in pictures per second.
   *
   * @param count how many in a 16:9 picture
   * @param size radius of the largest, in pixels of a 720p picture
   * @param light luma of the brightest
   * @param sunward how much only those near the sun shine, 0 to 1
   */
  private record Habit(
      int count, float size, float light, float acrossX, float downY, float sunward) {}

  private final Lens lens;
  private final Habit habit;
  private final boolean blinks;
  private final int salt;

  Drifting(Lens lens, Particles particles, long seed) {
    this.lens = lens;
    blinks = particles == Particles.FIREFLIES;
    salt = (int) (seed * 31 + 7);
    habit =
        switch (particles) {
          case SNOW -> new Habit(620, 3.4f, 110, 0.03f, 0.17f, 0);
          case DUST -> new Habit(170, 3.2f, 40, 0.10f, -0.012f, 0.75f);
          case FIREFLIES -> new Habit(46, 3.6f, 150, 0.012f, -0.01f, 0);
          case EMBERS -> new Habit(80, 2.4f, 120, 0.03f, -0.10f, 0);
          case PETALS, LEAVES -> new Habit(0, 1, 0, 0, 0, 0);
          case MOTES, NONE, RAIN -> new Habit(90, 3.0f, 44, 0.018f, -0.010f, 0.6f);
        };
  }

  @Override
  public void draw(Frame frame, View view) {
    float t = view.time();
    for (int i = 0; i < habit.count(); i++) {
      float near = Maths.hash(salt + i, 1);
      float cube = near * near * near;
      float x = Maths.hash(salt + i, 2) * 1.2f + t * habit.acrossX() * (0.3f + near);
      float y = Maths.hash(salt + i, 3) * 1.2f + t * habit.downY() * (0.35f + near);
      x = wrap(x + 0.012f * Maths.sin(t * 1.6 + i)) - 0.1f - view.turn() * (0.5f + near);
      y = wrap(y + 0.010f * Maths.sin(t * 1.1 + i * 2.0)) - 0.1f + view.tilt() * (0.5f + near);
      if (blinks) {
        y = 0.45f + 0.5f * y;
      }
      float radius = habit.size() * (0.28f + 0.72f * cube) * lens.scale();
      frame.dot(x * frame.width(), y * frame.height(), radius, light(i, t, near, x, y));
    }
  }

  private float light(int i, float t, float near, float x, float y) {
    float pulse = 0.62f + 0.38f * Maths.sin(t * (blinks ? 3.4 : 2.2) + i * 1.7);
    float soft = 1 - 0.5f * near * near * near;
    float k = habit.light() * soft * (blinks ? pulse * pulse : 0.4f + 0.6f * pulse);
    float dx = (x * lens.width() - lens.sunX()) / lens.focal();
    float dy = (y * lens.height() - lens.sunY()) / lens.focal();
    float sun = 0.25f + 1.1f * Maths.exp(-(dx * dx + dy * dy) * 2.2f);
    return k * Maths.mix(1, sun, habit.sunward()) * (0.55f + 0.45f * near);
  }

  private static float wrap(float x) {
    float u = x / 1.2f;
    return Maths.fraction(u) * 1.2f;
  }
}
