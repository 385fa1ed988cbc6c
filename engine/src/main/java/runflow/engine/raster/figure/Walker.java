package runflow.engine.raster.figure;

/** Somebody who walks across, seen from the side. */
final class Walker implements Puppet {
  private static final double DUTY = 0.6;

  private final Outfit outfit;
  private final double cycle;
  private final double reach;
  private final double fat;
  private final double slim;

  Walker(Outfit outfit) {
    this.outfit = outfit;
    boolean suit = outfit.suit();
    cycle = suit ? 2.0 : 1.12;
    reach = suit ? 0.30 : outfit.dress() ? 0.33 : 0.38;
    fat = suit ? 1.75 : 1;
    slim = outfit.dress() ? 0.84 : fat;
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
    head(sketch, turn, 0.92 + bob);
    arm(sketch, turn, bob, true);
  }

  private void leg(Sketch sketch, double turn, double[] hip, boolean near) {
    double[] foot = Bones.foot(turn, DUTY, reach, 0.13);
    double[] ankle = {foot[0], foot[1] + 0.09};
    double[] knee = Bones.joint(hip, ankle, 0.43, 0.42, 1);
    double tip = foot[1] > 0.02 ? -0.05 * foot[1] / 0.13 : 0;
    double[][] shoe = {
      {ankle[0] - 0.055, ankle[1] - 0.05, 0.036 * fat},
      {ankle[0] + 0.02, ankle[1] - 0.045, 0.042 * fat},
      {ankle[0] + 0.15, ankle[1] - 0.062 + tip, 0.028 * fat}
    };
    Skin sole = outfit.suit() ? Outfit.GREY : Outfit.SHOE;
    sketch.form(Coat.plain(sole), 0, Spline.through(shoe, 2));
    double back = 0.028 * (hip[1] - 0.2);
    double[][] flesh = {
      {hip[0] - 0.015, hip[1], 0.10 * fat},
      {0.55 * hip[0] + 0.45 * knee[0], 0.55 * hip[1] + 0.45 * knee[1], 0.082 * fat},
      {knee[0], knee[1], 0.060 * fat},
      {0.62 * knee[0] + 0.38 * ankle[0] - back, 0.62 * knee[1] + 0.38 * ankle[1], 0.058 * fat},
      {ankle[0], ankle[1], 0.043 * fat}
    };
    sketch.form(side(outfit.legs(), near), 0, Spline.through(flesh, 3));
  }

  private void arm(Sketch sketch, double turn, double bob, boolean near) {
    double swing = 0.42 * Bones.sin(turn + 0.02) * (outfit.suit() ? 0.5 : 1);
    double flex = swing + 0.28 + 0.15 * Bones.sin(turn);
    double sx = -0.005;
    double sy = 1.385 + bob;
    double ex = sx + StrictMath.sin(-swing) * 0.28;
    double ey = sy - StrictMath.cos(swing) * 0.28;
    double hx = ex + StrictMath.sin(flex - 2 * swing) * 0.25;
    double hy = ey - StrictMath.cos(flex - 2 * swing) * 0.25;
    double[][] hand = {
      {hx, hy + 0.01, 0.033 * slim},
      {hx + 0.012, hy - 0.04, 0.032 * slim},
      {hx + 0.03, hy - 0.085, 0.016}
    };
    sketch.form(side(outfit.suit() ? Outfit.GREY : Outfit.FACE, near), 0, Spline.through(hand, 2));
    if (outfit.suit()) {
      sketch.ball(side(Outfit.PACK, near).main(), hx, hy + 0.03, 0.075);
    }
    double[][] sleeve = {
      {sx, sy, 0.064 * slim},
      {0.5 * (sx + ex), 0.5 * (sy + ey), 0.054 * slim},
      {ex, ey, 0.047 * slim},
      {0.5 * (ex + hx), 0.5 * (ey + hy), 0.043 * slim},
      {hx, hy + 0.02, 0.036 * slim}
    };
    sketch.form(side(outfit.cloth(), near), 0, Spline.through(sleeve, 3));
  }

  private void body(Sketch sketch, double turn, double bob) {
    double sway = 0.03 * Bones.sin(turn);
    double wide = Math.sqrt(fat);
    double base = 0.92 + bob;
    boolean coat = !outfit.suit() && !outfit.dress();
    double[][] trunk = {
      {coat ? sway - 0.01 : -0.015, coat ? base - 0.2 : base - 0.02, 0.116 * wide},
      {-0.012, base - 0.02, 0.122 * wide},
      {0.0, base + 0.13, 0.105 * wide},
      {0.015, base + 0.28, 0.122 * wide},
      {0.015, base + 0.40, 0.118 * wide},
      {0.0, base + 0.485, 0.075 * wide}
    };
    sketch.form(Coat.plain(outfit.cloth()), 0, Spline.through(trunk, 3));
    if (outfit.dress()) {
      double drift = 0.5 * sway - 0.02 * Bones.sin(2 * turn);
      Skirt.draw(
          sketch,
          outfit.cloth(),
          new Skirt.Line(0.002, base + 0.13, 0.10),
          new Skirt.Line(drift, 0.17, 0.245));
    }
  }

  private void head(Sketch sketch, double turn, double base) {
    if (outfit.suit()) {
      helmet(sketch, base);
      return;
    }
    face(sketch, base);
    if (outfit.dress()) {
      locks(sketch, turn, base);
    }
  }

  /** An astronaut's helmet, and the pack on the back. */
  private static void helmet(Sketch sketch, double base) {
    sketch.limb(Outfit.GREY, -0.14, base + 0.03, 0.035, 0.13, base + 0.02, 0.035);
    sketch.limb(Outfit.PACK, 0.15, base + 0.27, 0.055, 0.155, base + 0.38, 0.055);
    sketch.limb(Outfit.PACK, -0.21, base + 0.06, 0.115, -0.21, base + 0.54, 0.125);
    sketch.limb(Outfit.GREY, -0.24, base + 0.12, 0.03, -0.24, base + 0.2, 0.03);
    sketch.limb(Outfit.GREY, -0.09, base + 0.50, 0.04, 0.13, base + 0.49, 0.04);
    sketch.ball(Outfit.WHITE, 0.03, base + 0.68, 0.205);
    sketch.limb(Outfit.VISOR, 0.11, base + 0.65, 0.125, 0.12, base + 0.71, 0.125);
  }

  private static void face(Sketch sketch, double base) {
    double[][] neck = {
      {0.005, base + 0.46, 0.058}, {0.02, base + 0.56, 0.05}, {0.035, base + 0.62, 0.055}
    };
    double[][] face = {
      {0.095, base + 0.615, 0.036},
      {0.07, base + 0.66, 0.070},
      {0.055, base + 0.72, 0.088},
      {0.045, base + 0.755, 0.085}
    };
    double[][] nose = {{0.13, base + 0.705, 0.018}, {0.152, base + 0.675, 0.017}};
    double[][] hair = {
      {-0.03, base + 0.62, 0.045},
      {-0.025, base + 0.70, 0.078},
      {0.01, base + 0.765, 0.088},
      {0.06, base + 0.80, 0.062},
      {0.105, base + 0.785, 0.03}
    };
    sketch.form(Coat.plain(Outfit.FACE), 0, Spline.through(neck, 2));
    sketch.form(Coat.plain(Outfit.FACE), 0, Spline.through(nose, 1));
    sketch.form(Coat.plain(Outfit.FACE), 0, Spline.through(face, 2));
    sketch.form(Coat.plain(Outfit.HAIR), 0, Spline.through(hair, 3));
  }

  /** Long hair, which swings with the steps. */
  private static void locks(Sketch sketch, double turn, double base) {
    double flow = 0.035 * Bones.sin(2 * turn + 0.3);
    double[][] locks = {
      {0.0, base + 0.75, 0.08},
      {-0.045, base + 0.62, 0.068},
      {-0.075 + 0.4 * flow, base + 0.47, 0.062},
      {-0.11 + flow, base + 0.31, 0.02, 0, 0.6}
    };
    sketch.form(Coat.plain(Outfit.HAIR), 0, Spline.through(locks, 3));
  }

  private static Coat side(Skin skin, boolean near) {
    Coat coat = Coat.plain(skin);
    return near ? coat : coat.shaded();
  }
}
