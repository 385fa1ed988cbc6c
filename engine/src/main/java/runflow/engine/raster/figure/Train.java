package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A steam locomotive with carriages on a low bank, without its {@link Steam}. */
final class Train implements Puppet {
  static final float SPEED = 6.5f;

  private static final double[] CARRIAGES = {-61.6, -50, -38.4, -26.8, -15.2};
  private static final Skin IRON = new Skin(new Rgb(0.03f, 0.03f, 0.035f), 0, 0.15f);
  private static final Skin PANE = Skin.lamp(0.75, 0.46, 0.18);
  private static final Skin SPOKED = Skin.matt(0.12, 0.035, 0.03);
  private static final Skin STRIPE = Skin.matt(0.5, 0.4, 0.2);
  private static final Skin BRASS = Skin.matt(0.45, 0.30, 0.10);

  private final Skin paint;

  Train(Skin paint) {
    this.paint = paint;
  }

  @Override
  public float speed() {
    return SPEED;
  }

  @Override
  public void pose(float time, Sketch s) {
    s.shade(-30, -0.05, 42, 0.3, 0.5);
    s.repeat(one -> carriage(one, time), CARRIAGES);
    engine(s, time);
  }

  private void engine(Sketch s, float time) {
    s.panel(IRON, -7.4, 0.7, -7.4, 2.4, -3.7, 2.4, -3.7, 0.7);
    s.panel(paint, -3.4, 0.9, -3.4, 3.3, -0.9, 3.3, -0.9, 0.9);
    s.panel(PANE, -2.8, 2.2, -2.8, 2.95, -1.6, 2.95, -1.6, 2.2);
    s.limb(IRON, -3.6, 3.4, 0.1, -0.7, 3.4, 0.1);
    s.limb(paint, -0.9, 2.15, 0.82, 4.6, 2.15, 0.78);
    s.limb(IRON, 4.5, 2.15, 0.8, 5.2, 2.15, 0.78);
    s.limb(IRON, 4.7, 2.8, 0.22, 4.75, 3.9, 0.30);
    s.limb(BRASS, 2.6, 2.8, 0.3, 2.6, 3.25, 0.26);
    s.limb(BRASS, 0.8, 2.9, 0.2, 0.8, 3.15, 0.18);
    s.panel(IRON, -0.9, 0.75, -0.9, 1.35, 5.3, 1.35, 6.2, 0.55, 5.5, 0.4, 5.2, 0.75);
    s.puff(Skin.lamp(1.6, 1.3, 0.8), 5.9, 2.3, 0.7, 0.7, 0.55);
    s.ball(Skin.lamp(1.6, 1.35, 0.9), 5.75, 2.3, 0.2);
    double turn = -time * speed() / (2 * Math.PI * 0.72);
    s.repeat(one -> wheel(one, 0.72, turn), 0.1, 1.75, 3.4);
    s.repeat(one -> wheel(one, 0.42, turn * 1.7), 4.9, -5.0, -6.4);
    double cx = 0.42 * Bones.sin(turn + 0.25);
    double cy = 0.72 + 0.42 * Bones.sin(turn);
    s.limb(Skin.matt(0.3, 0.3, 0.32), 0.1 + cx, cy, 0.07, 3.4 + cx, cy, 0.07);
  }

  private static void wheel(Sketch s, double radius, double turn) {
    s.ball(IRON, 0, radius, radius);
    s.ball(SPOKED, 0, radius, radius * 0.8);
    for (int i = 0; i < 3; i++) {
      double cx = StrictMath.cos((turn + i / 6.0) * 2 * Math.PI) * radius * 0.75;
      double cy = Bones.sin(turn + i / 6.0) * radius * 0.75;
      s.limb(IRON, -cx, radius - cy, 0.05, cx, radius + cy, 0.05);
    }
  }

  private void carriage(Sketch s, float time) {
    s.panel(paint, -5.3, 0.95, -5.3, 3.2, 5.3, 3.2, 5.3, 0.95);
    s.limb(IRON, -5.3, 3.3, 0.16, 5.3, 3.3, 0.16);
    s.limb(STRIPE, -5.2, 1.75, 0.04, 5.2, 1.75, 0.04);
    for (int i = 0; i < 7; i++) {
      double w = -4.7 + i * 1.4;
      s.panel(PANE, w, 1.98, w, 2.85, w + 0.95, 2.85, w + 0.95, 1.98);
    }
    s.panel(IRON, -5.4, 0.7, -5.4, 0.98, 5.9, 0.98, 5.9, 0.7);
    double turn = -time * speed() / (2 * Math.PI * 0.45);
    s.repeat(one -> wheel(one, 0.45, turn), -4.2, -3.1, 3.1, 4.2);
  }
}
