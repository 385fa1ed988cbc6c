package runflow.engine.raster.figure;

/** Somebody who walks across, seen from the side. */
final class Walker implements Puppet {
  private static final double DUTY = 0.6;

  private final Outfit outfit;
  private final double cycle;
  private final double reach;
  private final double fat;

  Walker(Outfit outfit) {
    this.outfit = outfit;
    boolean suit = outfit.suit();
    cycle = suit ? 2.0 : 1.12;
    reach = suit ? 0.30 : outfit.dress() ? 0.33 : 0.38;
    fat = suit ? 1.75 : 1;
  }

  @Override
  public float speed() {
    return (float) (2 * reach / (DUTY * cycle));
  }

  @Override
  public void pose(float time, Sketch sketch) {
    double turn = time / cycle;
    double bob = 0.022 * Bones.sin(2 * turn + 0.08) + (outfit.suit() ? 0.02 : 0);
    double[] hip = {0, 0.90 + bob};
    sketch.shade(-0.05, 0, 0.42, 0.055, 0.6);
    arm(sketch, turn + 0.5, bob, false);
    leg(sketch, turn + 0.5, hip, false);
    leg(sketch, turn, hip, true);
    body(sketch, turn, bob);
    arm(sketch, turn, bob, true);
  }

  private void leg(Sketch sketch, double turn, double[] hip, boolean near) {
    double[] foot = Bones.foot(turn, DUTY, reach, 0.13);
    double[] ankle = {foot[0], foot[1] + 0.09};
    double[] knee = Bones.joint(hip, ankle, 0.43, 0.42, 1);
    Skin skin = near ? outfit.legs() : dim(outfit.legs());
    double tip = foot[1] > 0.02 ? -0.05 * foot[1] / 0.13 : 0;
    sketch.limb(
        outfit.suit() ? Outfit.GREY : Outfit.SHOE,
        ankle[0] - 0.03,
        ankle[1] - 0.045,
        0.042 * fat,
        ankle[0] + 0.14,
        ankle[1] - 0.06 + tip,
        0.032 * fat);
    sketch.limb(skin, knee[0], knee[1], 0.062 * fat, ankle[0], ankle[1], 0.045 * fat);
    sketch.limb(skin, hip[0], hip[1], 0.085 * fat, knee[0], knee[1], 0.062 * fat);
  }

  private void arm(Sketch sketch, double turn, double bob, boolean near) {
    double swing = 0.42 * Bones.sin(turn + 0.02) * (outfit.suit() ? 0.5 : 1);
    double flex = swing + 0.28 + 0.15 * Bones.sin(turn);
    double sx = 0.0;
    double sy = 1.40 + bob;
    double ex = sx + StrictMath.sin(-swing) * 0.28;
    double ey = sy - StrictMath.cos(swing) * 0.28;
    double hx = ex + StrictMath.sin(flex - 2 * swing) * 0.25;
    double hy = ey - StrictMath.cos(flex - 2 * swing) * 0.25;
    Skin skin = near ? outfit.cloth() : dim(outfit.cloth());
    Skin hand = outfit.suit() ? Outfit.GREY : Outfit.FACE;
    sketch.ball(hand, hx, hy, 0.036 * fat);
    sketch.limb(skin, ex, ey, 0.042 * fat, hx, hy + 0.02, 0.034 * fat);
    sketch.limb(skin, sx, sy - 0.02, 0.058 * fat, ex, ey, 0.043 * fat);
  }

  private void body(Sketch sketch, double turn, double bob) {
    double sway = 0.03 * Bones.sin(turn);
    double base = 0.92 + bob;
    if (outfit.dress()) {
      double back = -0.06 + sway - 0.03 * Bones.sin(2 * turn);
      sketch.panel(
          outfit.cloth(),
          -0.10,
          base + 0.14,
          0.11,
          base + 0.14,
          0.16,
          base - 0.1,
          0.25 + sway,
          0.22,
          0.02,
          0.17,
          -0.24 + back,
          0.2,
          -0.17 + 0.5 * back,
          base - 0.1);
      sketch.limb(outfit.cloth(), 0, base - 0.45, 0.15, 0, base + 0.1, 0.10);
    } else if (!outfit.suit()) {
      sketch.limb(outfit.cloth(), -0.02 + sway, base - 0.16, 0.13, 0, base + 0.1, 0.125);
    }
    sketch.limb(outfit.cloth(), 0, base, 0.115 * Math.sqrt(fat), 0.01, base + 0.24, 0.12);
    sketch.limb(outfit.cloth(), 0.01, base + 0.22, 0.12 * Math.sqrt(fat), 0.02, base + 0.42, 0.125);
    if (outfit.suit()) {
      sketch.limb(Outfit.PACK, -0.24, base + 0.02, 0.10, -0.24, base + 0.56, 0.11);
      sketch.ball(Outfit.WHITE, 0.03, base + 0.68, 0.205);
      sketch.limb(Outfit.VISOR, 0.11, base + 0.65, 0.125, 0.12, base + 0.71, 0.125);
      return;
    }
    sketch.limb(Outfit.FACE, 0.025, base + 0.5, 0.05, 0.04, base + 0.6, 0.05);
    sketch.limb(Outfit.FACE, 0.055, base + 0.66, 0.085, 0.06, base + 0.74, 0.092);
    sketch.limb(Outfit.HAIR, 0.01, base + 0.70, 0.09, 0.035, base + 0.765, 0.10);
    if (outfit.dress()) {
      double flow = 0.03 * Bones.sin(2 * turn + 0.3);
      sketch.limb(Outfit.HAIR, -0.02, base + 0.70, 0.085, -0.09 + flow, base + 0.40, 0.045);
    }
  }

  private static Skin dim(Skin skin) {
    return Skin.matt(skin.colour().times(0.55f));
  }
}
