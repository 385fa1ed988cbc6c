package runflow.engine.raster.figure;

/** An astronaut who drifts and turns slowly in space. */
final class Floater implements Puppet {
  @Override
  public float speed() {
    return 0.12f;
  }

  @Override
  public void pose(float time, Sketch s) {
    double sway = 0.04 * Bones.sin(time * 0.11);
    s.turn(0.06 + time * 0.006 + 0.3 * sway);
    Skin suit = Outfit.WHITE;
    Skin far = Skin.matt(suit.colour().times(0.5f));
    limb2(s, far, new double[] {0.05, 0.42, 0.34, 0.62 + sway, 0.56, 0.86 - sway}, 0.075);
    limb2(s, far, new double[] {-0.05, -0.08, 0.16, -0.46, -0.10, -0.80 + sway}, 0.11);
    s.limb(Outfit.PACK, -0.26, -0.05, 0.12, -0.24, 0.46, 0.13);
    s.limb(suit, 0, -0.05, 0.18, 0.02, 0.4, 0.19);
    s.ball(suit, 0.05, 0.68, 0.205);
    s.limb(Outfit.VISOR, 0.13, 0.66, 0.128, 0.145, 0.72, 0.125);
    limb2(s, suit, new double[] {0.0, -0.1, 0.30, -0.42, 0.22, -0.82 - sway}, 0.12);
    limb2(s, suit, new double[] {0.0, 0.42, 0.30, 0.28 - sway, 0.55, 0.42 + sway}, 0.08);
    s.limb(Outfit.GREY, -0.14, 0.2, 0.03, 0.16, 0.22, 0.03);
  }

  private static void limb2(Sketch s, Skin skin, double[] joints, double radius) {
    s.ball(Outfit.GREY, joints[4], joints[5], radius * 0.9);
    s.limb(skin, joints[2], joints[3], radius * 0.85, joints[4], joints[5], radius * 0.75);
    s.limb(skin, joints[0], joints[1], radius, joints[2], joints[3], radius * 0.85);
  }
}
