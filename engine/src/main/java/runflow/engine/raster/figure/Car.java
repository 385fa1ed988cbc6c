package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A car, with its lights on in the dark and in bad weather. */
final class Car implements Puppet {
  private static final Skin TYRE = Skin.matt(0.012, 0.012, 0.014);
  private static final Skin RIM = Skin.matt(0.25, 0.25, 0.27);
  private static final Skin PANE = new Skin(new Rgb(0.05f, 0.06f, 0.075f), 0, 0.5f);

  private static final Skin GLASS = new Skin(new Rgb(0.42f, 0.43f, 0.44f), 0, 0.5f);
  private static final Skin RED_GLASS = new Skin(new Rgb(0.22f, 0.012f, 0.01f), 0, 0.4f);
  private static final Skin WHITE = Skin.lamp(1.1, 0.95, 0.65);
  private static final Skin RED = Skin.lamp(0.9, 0.04, 0.03);

  private final Skin paint;
  private final float speed;
  private final boolean lit;

  Car(Skin paint, float speed, boolean lit) {
    this.paint = new Skin(paint.colour(), 0, 0.3f);
    this.speed = speed;
    this.lit = lit;
  }

  @Override
  public float speed() {
    return speed;
  }

  @Override
  public void pose(float time, Sketch s) {
    double dip = 0.012 * Bones.sin(time * 1.3);
    s.shade(0, 0.02, 2.5, 0.12, 0.75);
    if (lit) {
      s.puff(WHITE, 4.4, 0.42, 2.4, 0.30, 0.30);
      s.puff(WHITE, 2.6, 0.62, 0.9, 0.5, 0.5);
      s.puff(RED, -2.5, 0.68, 0.6, 0.4, 0.45);
    }
    s.facing(
        PANE, 0.1, 0.5, -1.45, 0.9 + dip, -0.95, 1.38 + dip, 0.45, 1.40 + dip, 1.2, 0.92 + dip);
    s.limb(paint, -0.9, 1.40 + dip, 0.06, 0.45, 1.42 + dip, 0.06);
    s.limb(paint, -0.25, 0.95 + dip, 0.04, -0.22, 1.4 + dip, 0.04);
    s.limb(paint, -1.5, 0.92 + dip, 0.05, -0.92, 1.4 + dip, 0.05);
    s.facing(
        paint,
        0,
        0.4,
        -2.25,
        0.42 + dip,
        -2.3,
        0.78 + dip,
        -2.1,
        0.96 + dip,
        1.15,
        0.95 + dip,
        2.0,
        0.82 + dip,
        2.28,
        0.62 + dip,
        2.25,
        0.38 + dip,
        1.8,
        0.28,
        -1.9,
        0.28);
    s.limb(Skin.matt(paint.colour().times(0.5f)), -2.2, 0.5 + dip, 0.06, 2.2, 0.48 + dip, 0.06);
    s.ball(lit ? Skin.lamp(1.6, 1.45, 1.1) : GLASS, 2.16, 0.64 + dip, 0.09);
    s.ball(lit ? Skin.lamp(1.3, 0.05, 0.04) : RED_GLASS, -2.22, 0.72 + dip, 0.08);
    for (double x : new double[] {-1.38, 1.36}) {
      s.ball(TYRE, x, 0.33, 0.33);
      s.ball(RIM, x, 0.33, 0.17);
      s.ball(TYRE, x, 0.33, 0.07);
    }
  }
}
