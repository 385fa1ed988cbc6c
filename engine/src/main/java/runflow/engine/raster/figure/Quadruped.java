package runflow.engine.raster.figure;

/** An animal on four legs, seen from the side. */
final class Quadruped implements Puppet {
  /**
   * How an animal is built and goes.
   *
   * @param shoulder height of the back, in metres
   * @param length from chest to rump
   * @param girth radius of the chest
   * @param leg radius of a leg at its top
   * @param neck length, with neckUp its rise per length
   * @param head length
   * @param tail length
   */
  record Build(
      double shoulder,
      double length,
      double girth,
      double leg,
      double neck,
      double neckUp,
      double head,
      double tail,
      Gait gait,
      Skin coat,
      Extra extra) {}

  /** What one kind has that others have not. */
  enum Extra {
    MANE,
    HUMP,
    ANTLERS,
    EARS,
    TRUNK
  }

  /**
   * How it goes.
   *
   * @param cycle seconds of one stride
   * @param duty share of the stride a foot is on the ground
   * @param reach metres a foot reaches before the hip
   * @param order when each foot comes down: hind far, fore far, hind near, fore near
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Gait(double cycle, double duty, double reach, double[] order) {}

  private static final double[] WALK = {0, 0.25, 0.5, 0.75};
  private static final double[] TROT = {0, 0.5, 0.5, 0};
  private static final double[] GALLOP = {0, 0.42, 0.12, 0.56};

  private final Build build;

  Quadruped(Build build) {
    this.build = build;
  }

  static Quadruped horse(Skin coat) {
    Gait gait = new Gait(0.64, 0.38, 0.56, GALLOP);
    return new Quadruped(
        new Build(1.55, 1.3, 0.31, 0.13, 0.82, 1.15, 0.52, 0.85, gait, coat, Extra.MANE));
  }

  static Quadruped camel() {
    Gait gait = new Gait(1.7, 0.62, 0.44, WALK);
    Skin coat = Skin.matt(0.30, 0.19, 0.10);
    return new Quadruped(
        new Build(2.0, 1.15, 0.38, 0.14, 1.3, 0.82, 0.46, 0.5, gait, coat, Extra.HUMP));
  }

  static Quadruped deer() {
    Gait gait = new Gait(1.35, 0.62, 0.30, WALK);
    Skin coat = Skin.matt(0.24, 0.13, 0.07);
    return new Quadruped(
        new Build(1.1, 0.95, 0.20, 0.075, 0.62, 1.0, 0.30, 0.14, gait, coat, Extra.ANTLERS));
  }

  static Quadruped wolf(Skin coat) {
    Gait gait = new Gait(0.62, 0.5, 0.26, TROT);
    return new Quadruped(
        new Build(0.68, 0.74, 0.165, 0.062, 0.24, 0.75, 0.29, 0.44, gait, coat, Extra.EARS));
  }

  static Quadruped elephant() {
    Gait gait = new Gait(1.9, 0.66, 0.48, WALK);
    Skin coat = Skin.matt(0.17, 0.16, 0.155);
    return new Quadruped(
        new Build(2.9, 1.9, 0.82, 0.30, 0.75, 0.25, 0.62, 0.7, gait, coat, Extra.TRUNK));
  }

  @Override
  public float speed() {
    Gait gait = build.gait();
    return (float) (2 * gait.reach() / (gait.duty() * gait.cycle()));
  }

  @Override
  public void pose(float time, Sketch sketch) {
    double turn = time / build.gait().cycle();
    double bounce = build.gait().duty() < 0.45 ? 0.06 : 0.012;
    double bob = bounce * Bones.sin(turn + 0.1);
    double pitch = 0.6 * bounce * Bones.sin(turn + 0.35);
    double back = build.shoulder() - build.girth() * 0.95 + bob;
    double half = build.length() / 2;
    sketch.shade(0, 0, half * 1.5, 0.09, 0.6);
    Skin far = Skin.matt(build.coat().colour().times(0.5f));
    double[] order = build.gait().order();
    leg(sketch, turn - order[0], -half + 0.05, back - pitch, far);
    leg(sketch, turn - order[1], half - 0.05, back + pitch, far);
    tail(sketch, turn, -half, back - pitch);
    body(sketch, half, back, pitch);
    head(sketch, turn, half, back + pitch);
    leg(sketch, turn - order[2], -half + 0.02, back - pitch, build.coat());
    leg(sketch, turn - order[3], half - 0.02, back + pitch, build.coat());
  }

  private void leg(Sketch sketch, double turn, double x, double y, Skin skin) {
    double r = build.leg();
    boolean hind = x < 0;
    double[] foot = Bones.foot(turn, build.gait().duty(), build.gait().reach(), y * 0.22);
    double[] hip = {x, y - build.girth() * 0.25};
    double[] hoof = {x + foot[0], foot[1] + r * 0.3};
    double bone = (y - build.girth() * 0.25) * 0.545;
    double[] knee = Bones.joint(hip, hoof, bone, bone, hind ? -1 : 1);
    double[] shin = {(knee[0] + hoof[0]) / 2, (knee[1] + hoof[1]) / 2};
    sketch.limb(skin, hip[0], hip[1], r * (hind ? 1.5 : 1.15), knee[0], knee[1], r * 0.62);
    sketch.limb(skin, knee[0], knee[1], r * 0.6, shin[0], shin[1], r * 0.46);
    sketch.limb(skin, shin[0], shin[1], r * 0.46, hoof[0], hoof[1], r * 0.42);
    sketch.limb(Outfit.SHOE, hoof[0], hoof[1], r * 0.45, hoof[0] + r * 0.4, hoof[1], r * 0.4);
  }

  private void body(Sketch sketch, double half, double back, double pitch) {
    double g = build.girth();
    Skin coat = build.coat();
    if (build.extra() == Extra.HUMP) {
      sketch.limb(coat, -0.08, back + g * 0.55, 0.42, -0.04, back + g * 1.75, 0.16);
      Skin blanket = Skin.matt(0.30, 0.06, 0.05);
      sketch.limb(blanket, 0.22, back + g * 0.5, 0.26, -0.36, back + g * 0.45, 0.28);
    }
    sketch.limb(coat, -half, back - pitch, g * 0.9, half * 0.92, back + pitch, g);
  }

  private void tail(Sketch sketch, double turn, double x, double y) {
    double wave = 0.12 * Bones.sin(turn + 0.2) * build.tail();
    double fast = build.gait().duty() < 0.45 ? 0.75 : 0.25;
    double tx = x - build.girth() * 0.75;
    double ty = y + build.girth() * 0.45;
    double mx = tx - build.tail() * 0.5 * fast;
    double my = ty - build.tail() * 0.4 + wave;
    double thick = build.extra() == Extra.EARS || build.extra() == Extra.MANE ? 0.06 : 0.03;
    Skin skin = build.extra() == Extra.MANE ? Outfit.HAIR : build.coat();
    sketch.limb(skin, tx, ty, thick * 0.7, mx, my, thick);
    sketch.limb(
        skin, mx, my, thick, mx - build.tail() * 0.3 * fast, my - build.tail() * 0.4, thick * 0.3);
  }

  private void head(Sketch sketch, double turn, double half, double back) {
    double nod = 0.05 * build.neck() * Bones.sin(turn + 0.3);
    double norm = StrictMath.sqrt(1 + build.neckUp() * build.neckUp());
    double nx = half + build.neck() / norm;
    double ny = back + build.girth() * 0.3 + build.neck() * build.neckUp() / norm + nod;
    double root = build.girth() * 0.62;
    double top = Math.max(0.05, build.head() * 0.26);
    Skin coat = build.coat();
    if (build.extra() == Extra.HUMP) {
      // A camel's neck first reaches forward and only then up.
      double bendX = half + 0.62 * (nx - half);
      double bendY = back + build.girth() * 0.02;
      sketch.limb(coat, half - 0.05, back + build.girth() * 0.05, root, bendX, bendY, top * 1.7);
      sketch.limb(coat, bendX, bendY, top * 1.7, nx, ny, top * 1.1);
    } else {
      sketch.limb(coat, half - 0.02, back + build.girth() * 0.25, root, nx, ny, top * 1.05);
    }
    double mx = nx + build.head() * 0.86;
    double my = ny - build.head() * (build.extra() == Extra.TRUNK ? 0.35 : 0.42);
    sketch.limb(coat, nx, ny, top * 1.15, mx, my, top * 0.62);
    switch (build.extra()) {
      case MANE -> {
        double flow = 0.06 * Bones.sin(turn);
        sketch.limb(Outfit.HAIR, nx - 0.06, ny + 0.08, 0.05, nx - 0.34 + flow, ny - 0.22, 0.09);
        sketch.limb(Outfit.HAIR, nx - 0.2, ny - 0.06, 0.08, half - 0.12, back + 0.42 + flow, 0.06);
        sketch.limb(coat, nx, ny + 0.1, 0.035, nx + 0.01, ny + 0.22, 0.012);
      }
      case HUMP -> sketch.limb(coat, nx - 0.03, ny + 0.08, 0.03, nx - 0.05, ny + 0.16, 0.02);
      case ANTLERS -> antlers(sketch, nx, ny + top);
      case EARS -> {
        sketch.limb(coat, nx, ny + top * 0.8, 0.035, nx - 0.02, ny + top + 0.11, 0.008);
        sketch.limb(coat, nx + 0.05, ny + top * 0.8, 0.032, nx + 0.05, ny + top + 0.1, 0.008);
      }
      case TRUNK -> trunk(sketch, turn, nx, ny, mx, my);
    }
  }

  private void antlers(Sketch sketch, double x, double y) {
    Skin bone = Skin.matt(0.30, 0.22, 0.14);
    for (double lean : new double[] {-0.16, 0.02}) {
      sketch.limb(bone, x, y - 0.02, 0.016, x + lean - 0.06, y + 0.26, 0.013);
      sketch.limb(bone, x + lean - 0.06, y + 0.26, 0.013, x + lean + 0.10, y + 0.50, 0.006);
      sketch.limb(bone, x + lean * 0.5 - 0.03, y + 0.14, 0.011, x + lean + 0.13, y + 0.26, 0.005);
      sketch.limb(bone, x + lean - 0.05, y + 0.28, 0.011, x + lean - 0.12, y + 0.46, 0.005);
    }
    sketch.limb(build.coat(), x - 0.02, y - 0.04, 0.03, x - 0.12, y + 0.03, 0.01);
  }

  private void trunk(Sketch sketch, double turn, double nx, double ny, double mx, double my) {
    double swing = 0.12 * Bones.sin(turn * 0.5);
    Skin coat = build.coat();
    sketch.limb(coat, mx, my, 0.17, mx + 0.22 + swing * 0.4, my - 0.8, 0.12);
    sketch.limb(coat, mx + 0.22 + swing * 0.4, my - 0.8, 0.12, mx + 0.16 + swing, my - 1.5, 0.07);
    Skin ivory = Skin.matt(0.7, 0.66, 0.55);
    sketch.limb(ivory, mx - 0.05, my - 0.1, 0.06, mx + 0.42, my - 0.55, 0.025);
    double flap = 0.06 * Bones.sin(turn * 0.5 + 0.2);
    sketch.facing(
        Skin.matt(coat.colour().times(0.85f)),
        -0.3,
        0.2,
        nx - 0.05,
        ny + 0.35,
        nx + 0.15,
        ny + 0.2,
        nx + 0.05,
        ny - 0.6,
        nx - 0.35 + flap,
        ny - 0.75,
        nx - 0.6 + flap,
        ny - 0.2,
        nx - 0.5,
        ny + 0.2);
  }
}
