package runflow.engine.raster.figure;

/** Somebody who walks away from the camera, seen from behind. */
final class Leaver implements Puppet {
  private final Outfit outfit;
  private final double cycle;
  private final double fat;

  Leaver(Outfit outfit) {
    this.outfit = outfit;
    cycle = outfit.suit() ? 2.2 : 1.18;
    fat = outfit.suit() ? 1.7 : 1;
  }

  @Override
  public float speed() {
    return outfit.suit() ? 0.42f : 0.95f;
  }

  @Override
  public void pose(float time, Sketch sketch) {
    double turn = time / cycle;
    double bob = 0.02 * Bones.sin(2 * turn);
    double sway = 0.022 * Bones.sin(turn);
    sketch.shade(0, 0, 0.34, 0.06, 0.62);
    leg(sketch, turn, 1, sway, bob);
    leg(sketch, turn + 0.5, -1, sway, bob);
    arm(sketch, turn + 0.5, 1, sway, bob);
    arm(sketch, turn, -1, sway, bob);
    body(sketch, turn, sway, bob);
  }

  private void leg(Sketch sketch, double turn, double side, double sway, double bob) {
    double[] foot = Bones.foot(turn, 0.6, 0.3, 0.16);
    double x = side * 0.085 * Math.sqrt(fat);
    double ankleY = 0.08 + foot[1] + 0.05 * foot[0];
    double kneeY = 0.47 + 0.35 * foot[1];
    Skin skin = foot[1] > 0.04 ? outfit.legs() : dim(outfit.legs());
    Skin shoe = outfit.suit() ? Outfit.GREY : Outfit.SHOE;
    sketch.limb(shoe, x * 0.9, ankleY - 0.03, 0.045 * fat, x * 1.1, ankleY - 0.035, 0.042 * fat);
    sketch.limb(skin, x, kneeY, 0.062 * fat, x * 0.95, ankleY, 0.044 * fat);
    sketch.limb(skin, x + sway, 0.88 + bob, 0.088 * fat, x, kneeY, 0.064 * fat);
  }

  private void arm(Sketch sketch, double turn, double side, double sway, double bob) {
    double forward = Bones.sin(turn);
    double sx = side * 0.185 * Math.sqrt(fat) + 0.5 * sway;
    double ex = sx + side * (outfit.suit() ? 0.045 : 0.018);
    double ey = 1.13 + bob + 0.02 * forward;
    double hx = ex - side * (0.012 + 0.04 * Math.max(0, forward));
    double hy = 0.90 + bob + 0.09 * Math.max(0, forward);
    sketch.ball(outfit.suit() ? Outfit.GREY : Outfit.FACE, hx, hy, 0.034 * fat);
    sketch.limb(outfit.cloth(), ex, ey, 0.042 * fat, hx, hy + 0.03, 0.034 * fat);
    sketch.limb(outfit.cloth(), sx, 1.40 + bob, 0.058 * fat, ex, ey, 0.044 * fat);
  }

  private void body(Sketch sketch, double turn, double sway, double bob) {
    double base = 0.92 + bob;
    if (outfit.dress()) {
      double swing = 0.05 * Bones.sin(turn + 0.12);
      double hem = 0.012 * Bones.sin(2 * turn + 0.2);
      sketch.panel(
          outfit.cloth(),
          -0.11 + sway,
          base + 0.1,
          0.11 + sway,
          base + 0.1,
          0.19 + sway,
          base - 0.14,
          0.27 + swing,
          0.16 + hem,
          0.10 + swing,
          0.12,
          -0.10 + swing,
          0.13 - hem,
          -0.27 + swing,
          0.17,
          -0.19 + sway,
          base - 0.14);
      sketch.limb(outfit.cloth(), swing * 0.7, base - 0.5, 0.19, sway, base + 0.06, 0.115);
    } else if (!outfit.suit()) {
      sketch.limb(outfit.cloth(), sway, base - 0.18, 0.155, sway, base + 0.1, 0.14);
    }
    double wide = 0.125 * Math.sqrt(fat);
    sketch.limb(outfit.cloth(), sway, base, wide, 0.6 * sway, base + 0.24, wide * 1.08);
    sketch.limb(
        outfit.cloth(),
        -0.06,
        base + 0.40,
        0.115 * Math.sqrt(fat),
        0.06,
        base + 0.40,
        0.115 * Math.sqrt(fat));
    if (outfit.suit()) {
      sketch.ball(Outfit.WHITE, 0, base + 0.68, 0.195);
      sketch.limb(Outfit.VISOR, 0.13, base + 0.66, 0.05, 0.13, base + 0.71, 0.05);
      sketch.panel(
          Outfit.PACK,
          -0.21,
          base + 0.02,
          0.21,
          base + 0.02,
          0.23,
          base + 0.1,
          0.22,
          base + 0.55,
          0.18,
          base + 0.60,
          -0.18,
          base + 0.60,
          -0.22,
          base + 0.55,
          -0.23,
          base + 0.1);
      sketch.limb(Outfit.GREY, -0.12, base + 0.12, 0.03, 0.12, base + 0.12, 0.03);
      return;
    }
    sketch.limb(Outfit.FACE, 0, base + 0.48, 0.045, 0, base + 0.58, 0.045);
    sketch.limb(Outfit.HAIR, 0, base + 0.67, 0.085, 0, base + 0.745, 0.095);
    if (outfit.dress()) {
      double flow = 0.02 * Bones.sin(turn + 0.2);
      sketch.limb(Outfit.HAIR, 0, base + 0.68, 0.088, flow, base + 0.38, 0.062);
    }
  }

  private static Skin dim(Skin skin) {
    return Skin.matt(skin.colour().times(0.7f));
  }
}
