package runflow.engine.raster;

/** Grows the boughs of a conifer near the lens: they droop, and are longer towards the foot. */
final class Tiers implements Boughs.Habit {
  private static final int BOUGHS = 46;
  private static final int NEEDLES = 7;

  /**
   * A bough, or a twig of one.
   *
   * @param way 1 to the right, -1 to the left
   */
  private record Bough(float x, float y, float way, float length, float light) {}

  @Override
  public void grow(Trunk trunk) {
    for (int i = 0; i < BOUGHS; i++) {
      float down = (i + 0.8f * trunk.draw(100 + i)) / BOUGHS * 0.97f;
      float way = (i & 1) == 0 ? 1 : -1;
      float length = trunk.high * (0.10f + 0.22f * down) * (0.55f + 0.7f * trunk.draw(200 + i));
      float light = 0.30f + 0.35f * trunk.draw(300 + i);
      bough(trunk, new Bough(trunk.column(down), trunk.row(down), way, length, light), i);
    }
  }

  private static void bough(Trunk trunk, Bough b, int number) {
    float droop = 0.25f + 0.35f * trunk.draw(400 + number);
    int steps = 8 + (int) (b.length / trunk.high * 60);
    float beforeX = b.x;
    float beforeY = b.y;
    for (int s = 1; s <= steps; s++) {
      float t = s / (float) steps;
      float x = b.x + b.way * b.length * t;
      float y = b.y + b.length * (droop * t * (1.5f - t) - 0.12f * Maths.sin(t * 3.0));
      float thin = trunk.high * 0.0042f * (1.05f - t);
      trunk.stroke(
          new Smudge.Knot(beforeX, beforeY, thin),
          new Smudge.Knot(x, y, thin),
          new Smudge.Ink(b.light * 0.6f, 0));
      for (int k = -1; k <= 1; k++) {
        float vary = Maths.hash(trunk.key + number * 997 + s * 31, k + 2);
        float angle = 0.95f * k + 0.5f * (vary - 0.5f) + 0.35f;
        float size = trunk.high * (0.020f + 0.050f * Maths.sqrt(Math.max(0, t * (1.15f - t))));
        float light = b.light * (0.7f + 0.6f * vary);
        spray(trunk, new Bough(x, y, b.way, size * (0.6f + 0.6f * vary), light), angle);
      }
      beforeX = x;
      beforeY = y;
    }
  }

  /** A twig with needles to both sides. */
  private static void spray(Trunk trunk, Bough b, float angle) {
    float dx = b.way * Maths.cos(angle);
    float dy = Maths.sin(angle);
    float thin = trunk.high * 0.0014f;
    for (int i = 0; i < NEEDLES; i++) {
      float t = (i + 1f) / NEEDLES;
      float x = b.x + dx * b.length * t;
      float y = b.y + dy * b.length * t;
      float needle = b.length * 0.34f * (1.15f - 0.7f * t);
      for (int turn = -1; turn <= 1; turn += 2) {
        float nx = dx * 0.72f - turn * dy * 0.62f;
        float ny = dy * 0.72f + turn * dx * 0.62f;
        trunk.stroke(
            new Smudge.Knot(x, y, thin * 1.3f),
            new Smudge.Knot(x + nx * needle, y + ny * needle, thin * 0.6f),
            new Smudge.Ink(b.light, t));
      }
    }
  }
}
