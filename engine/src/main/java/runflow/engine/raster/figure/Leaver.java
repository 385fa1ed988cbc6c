package runflow.engine.raster.figure;

/** Somebody who walks away from the camera, seen from behind. */
final class Leaver implements Puppet {
  private final Outfit outfit;
  private final double cycle;
  private final double fat;
  private final double slim;

  Leaver(Outfit outfit) {
    this.outfit = outfit;
    cycle = outfit.suit() ? 2.2 : 1.18;
    fat = outfit.suit() ? 1.7 : 1;
    slim = outfit.dress() ? 0.84 : fat;
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
    Coat coat = Coat.plain(outfit.legs());
    Skin shoe = outfit.suit() ? Outfit.GREY : Outfit.SHOE;
    sketch.limb(shoe, x * 0.9, ankleY - 0.03, 0.045 * fat, x * 1.1, ankleY - 0.035, 0.042 * fat);
    double[][] flesh = {
      {0.85 * x + sway, 0.90 + bob, 0.108 * fat},
      {x + 0.5 * sway, 0.45 * (0.90 + bob) + 0.55 * kneeY + 0.03, 0.086 * fat},
      {x, kneeY, 0.062 * fat},
      {x, 0.6 * kneeY + 0.4 * ankleY, 0.060 * fat},
      {x * 0.95, ankleY, 0.042 * fat}
    };
    sketch.form(foot[1] > 0.04 ? coat : coat.shaded(), 0, Spline.through(flesh, 3));
  }

  private void arm(Sketch sketch, double turn, double side, double sway, double bob) {
    double forward = Bones.sin(turn);
    double sx = side * 0.168 * Math.sqrt(fat) + 0.5 * sway;
    double ex = sx + side * (outfit.suit() ? 0.06 : 0.045);
    double ey = 1.12 + bob + 0.02 * forward;
    double hx = ex - side * (0.012 + 0.04 * Math.max(0, forward));
    double hy = 0.88 + bob + 0.09 * Math.max(0, forward);
    double[][] hand = {{hx, hy + 0.02, 0.032 * slim}, {hx - side * 0.008, hy - 0.05, 0.026 * slim}};
    sketch.form(Coat.plain(outfit.suit() ? Outfit.GREY : Outfit.FACE), 0, Spline.through(hand, 2));
    double[][] sleeve = {
      {sx - side * 0.03, 1.395 + bob, 0.058 * slim},
      {sx + side * 0.012, 1.31 + bob, 0.057 * slim},
      {ex, ey, 0.045 * slim},
      {hx, hy + 0.03, 0.034 * slim}
    };
    sketch.form(Coat.plain(outfit.cloth()), 0, Spline.through(sleeve, 3));
  }

  private void body(Sketch sketch, double turn, double sway, double bob) {
    double base = 0.92 + bob;
    trunk(sketch, sway, base);
    if (outfit.dress()) {
      Skirt.draw(
          sketch,
          outfit.cloth(),
          new Skirt.Line(0.8 * sway, base + 0.13, 0.112),
          new Skirt.Line(0.05 * Bones.sin(turn + 0.12), 0.15, 0.27));
    }
    head(sketch, turn, base);
  }

  private void trunk(Sketch sketch, double sway, double base) {
    double wide = Math.sqrt(fat);
    Coat coat = Coat.plain(outfit.cloth());
    double[][] shoulders = {
      {-0.165 * wide, base + 0.455, 0.05 * wide},
      {-0.085, base + 0.49, 0.064 * wide},
      {0, base + 0.505, 0.066 * wide},
      {0.085, base + 0.49, 0.064 * wide},
      {0.165 * wide, base + 0.455, 0.05 * wide}
    };
    boolean tails = !outfit.suit() && !outfit.dress();
    double[][] back = {
      {tails ? 1.2 * sway : sway, tails ? base - 0.2 : base - 0.03, 0.142 * wide},
      {sway, base - 0.01, 0.142 * wide},
      {0.8 * sway, base + 0.13, 0.120 * wide},
      {0.4 * sway, base + 0.29, 0.158 * wide},
      {0, base + 0.39, 0.155 * wide}
    };
    sketch.form(coat, 0, Spline.through(shoulders, 2));
    sketch.form(coat, 0, Spline.through(back, 3));
  }

  private void head(Sketch sketch, double turn, double base) {
    if (outfit.suit()) {
      helmet(sketch, base);
      return;
    }
    nape(sketch, base);
    if (outfit.dress()) {
      locks(sketch, turn, base);
    }
  }

  /** An astronaut's helmet, and the pack on the back. */
  private static void helmet(Sketch sketch, double base) {
    sketch.ball(Outfit.WHITE, 0, base + 0.68, 0.195);
    sketch.limb(Outfit.VISOR, 0.13, base + 0.66, 0.05, 0.13, base + 0.71, 0.05);
    double[] pack = {
      -0.21, base + 0.02, 0.21, base + 0.02, 0.23, base + 0.1, 0.22, base + 0.55,
      0.18, base + 0.60, -0.18, base + 0.60, -0.22, base + 0.55, -0.23, base + 0.1
    };
    sketch.panel(Outfit.PACK, pack);
    sketch.limb(Outfit.GREY, -0.12, base + 0.12, 0.03, 0.12, base + 0.12, 0.03);
  }

  private static void nape(Sketch sketch, double base) {
    double[][] neck = {{0, base + 0.48, 0.062}, {0, base + 0.55, 0.050}, {0, base + 0.62, 0.052}};
    double[][] hair = {
      {0, base + 0.625, 0.062},
      {0, base + 0.68, 0.084},
      {0, base + 0.745, 0.094},
      {0, base + 0.775, 0.085}
    };
    sketch.form(Coat.plain(Outfit.FACE), 0, Spline.through(neck, 2));
    sketch.ball(Outfit.FACE, -0.084, base + 0.675, 0.017);
    sketch.ball(Outfit.FACE, 0.084, base + 0.675, 0.017);
    sketch.form(Coat.plain(Outfit.HAIR), 0, Spline.through(hair, 3));
  }

  /** Long hair, which swings with the steps. */
  private static void locks(Sketch sketch, double turn, double base) {
    double flow = 0.025 * Bones.sin(turn + 0.2);
    for (int i = -1; i <= 1; i++) {
      double[][] lock = {
        {0.035 * i, base + 0.74, 0.065},
        {0.052 * i, base + 0.60, 0.058},
        {0.056 * i + 0.5 * flow, base + 0.45, 0.050},
        {0.050 * i + flow, base + 0.30 + 0.03 * Math.abs(i), 0.016, 0, 0.7}
      };
      sketch.form(Coat.plain(Outfit.HAIR), 0, Spline.through(lock, 3));
    }
  }
}
