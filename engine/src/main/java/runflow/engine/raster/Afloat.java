package runflow.engine.raster;

import runflow.engine.scene.Particles;

/** What floats or falls before a picture, lit as the picture is where it floats. */
final class Afloat implements Overlay {
  /**
   * How one kind looks and moves; speeds in pictures per second.
   *
   * @param count how many there are
   * @param size radius of the largest, in pixels of a 720p picture
   * @param alpha how much the nearest cover
   * @param lit how far their luma goes from what is behind them to the picture's bright parts
   * @param own 0 for the colour of the picture's light, 1 for their own
   */
  private record Habit(
      int count, float size, float alpha, float lit, float own, float acrossX, float downY) {}

  private final Ambience light;
  private final Lens lens;
  private final Particles kind;
  private final Habit habit;
  private final int salt;
  private final Spot spot = new Spot();

  Afloat(Particles kind, Ambience light, Lens lens, long seed) {
    this.kind = kind;
    this.light = light;
    this.lens = lens;
    salt = (int) (seed * 31 + 7);
    habit =
        switch (kind) {
          case SNOW -> new Habit(700, 7.6f, 0.95f, 0.95f, 0, 0.03f, 0.17f);
          case RAIN -> new Habit(900, 22, 0.6f, 0.8f, 0, -0.03f, 1.6f);
          case DUST -> new Habit(170, 6.4f, 0.26f, 0.8f, 0, 0.10f, -0.012f);
          case MOTES -> new Habit(90, 6, 0.34f, 0.9f, 0, 0.018f, -0.010f);
          case EMBERS -> new Habit(80, 4.8f, 0.9f, 0.6f, 0.9f, 0.03f, -0.10f);
          case FIREFLIES -> new Habit(46, 7.2f, 0.9f, 0.9f, 0.8f, 0.012f, -0.01f);
          case PETALS -> new Habit(90, 11, 0.92f, 0.85f, 0.75f, 0.05f, 0.09f);
          case LEAVES -> new Habit(60, 15, 0.95f, 0.35f, 0.85f, 0.06f, 0.11f);
          case NONE -> new Habit(0, 1, 0, 0, 0, 0, 0);
        };
    spot.softness = kind == Particles.PETALS || kind == Particles.LEAVES ? 0 : 1;
    spot.blue = Maths.mix(light.blue(), ownBlue(kind), habit.own());
    spot.red = Maths.mix(light.red(), ownRed(kind), habit.own());
  }

  private static float ownBlue(Particles kind) {
    return switch (kind) {
      case EMBERS -> 64;
      case FIREFLIES -> 66;
      case LEAVES -> 84;
      case PETALS -> 126;
      case SNOW, RAIN, DUST, MOTES, NONE -> 128;
    };
  }

  private static float ownRed(Particles kind) {
    return switch (kind) {
      case EMBERS -> 186;
      case LEAVES -> 164;
      case PETALS -> 154;
      case FIREFLIES -> 134;
      case SNOW, RAIN, DUST, MOTES, NONE -> 128;
    };
  }

  @Override
  public void draw(Frame frame, View view) {
    for (int i = 0; i < habit.count(); i++) {
      float near = Maths.hash(salt + i, 1);
      float t = view.time();
      if (kind == Particles.RAIN) {
        fall(i, t, near);
      } else {
        drift(i, t, near);
      }
      float x = spot.x - view.turn() * (0.5f + near);
      float y = spot.y + view.tilt() * (0.5f + near);
      float behind = light.at(x, y);
      spot.luma = Maths.mix(behind, light.bright(), habit.lit());
      spot.alpha = habit.alpha() * share(i, t, near, x, y, behind);
      spot.x = x * frame.width();
      spot.y = y * frame.height();
      spot.draw(frame);
    }
  }

  /** A drop; each comes down elsewhere than before. */
  private void fall(int i, float t, float near) {
    float way = Maths.hash(salt + i, 2) + t * habit.downY() * (1 + 0.8f * near);
    int round = (int) way;
    spot.x = Maths.hash(salt + i, 3 + round) * 1.1f + (way - round) * habit.acrossX();
    spot.y = (way - round) * 1.2f - 0.1f;
    spot.across = Math.max(0.8f, (0.5f + 0.7f * near) * lens.scale());
    spot.along = habit.size() * (0.3f + 0.7f * near) * lens.scale();
    spot.sine = 0.11f;
    spot.cosine = 0.994f;
  }

  private void drift(int i, float t, float near) {
    float x = Maths.hash(salt + i, 2) * 1.2f + t * habit.acrossX() * (0.3f + near);
    float y = Maths.hash(salt + i, 3) * 1.2f + t * habit.downY() * (0.35f + near);
    spot.x = wrap(x + 0.012f * Maths.sin(t * 1.6 + i)) - 0.1f;
    spot.y = wrap(y + 0.010f * Maths.sin(t * 1.1 + i * 2.0)) - 0.1f;
    boolean flat = spot.softness == 0;
    float larger = flat ? 0.45f + 0.55f * near : 0.28f + 0.72f * near * near * near;
    float radius = habit.size() * larger * lens.scale();
    spot.across = Math.max(0.9f, radius);
    spot.along = spot.across;
    if (flat) {
      double turn = t * (0.8 + 1.5 * near) + i;
      spot.sine = Maths.sin(turn);
      spot.cosine = Maths.cos(turn);
      spot.along *= 0.22f + 0.34f * Math.abs(Maths.sin(turn * 1.7 + i * 2.3));
    }
  }

  /** How much of its cover one has: motes shine only where there is light, fireflies blink. */
  private float share(int i, float t, float near, float x, float y, float behind) {
    float pulse =
        0.62f + 0.38f * Maths.sin(t * (kind == Particles.FIREFLIES ? 3.4 : 2.2) + i * 1.7);
    return switch (kind) {
      case FIREFLIES -> pulse * pulse;
      case EMBERS -> pulse;
      case MOTES, DUST -> (0.35f + 0.65f * pulse) * inLight(x, y, behind);
      case RAIN -> 0.2f + 0.8f * near * near;
      case SNOW -> 0.5f + 0.5f * near;
      case PETALS, LEAVES, NONE -> 1;
    };
  }

  private float inLight(float x, float y, float behind) {
    float dx = (x * lens.width() - lens.sunX()) / lens.focal();
    float dy = (y * lens.height() - lens.sunY()) / lens.focal();
    float sun = 0.25f + 0.75f * Maths.exp(-(dx * dx + dy * dy) * 1.6f);
    return sun * (0.3f + 0.7f * Math.min(1, behind / light.bright()));
  }

  private static float wrap(float x) {
    return Maths.fraction(x / 1.2f) * 1.2f;
  }
}
