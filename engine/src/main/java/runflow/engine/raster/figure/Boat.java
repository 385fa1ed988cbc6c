package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A sailing boat, or a rowing boat with somebody in it. */
final class Boat implements Puppet {
  private static final Skin WOOD = Skin.matt(0.13, 0.065, 0.035);
  private static final Skin DARK = Skin.matt(0.05, 0.03, 0.02);

  private final boolean sails;
  private final Skin sail;

  Boat(boolean sails, Rgb colour) {
    this.sails = sails;
    sail = Skin.matt(colour);
  }

  @Override
  public float speed() {
    return sails ? 0.75f : 0.32f;
  }

  @Override
  public void pose(float time, Sketch sketch) {
    double heave = 0.05 * Bones.sin(time * 0.31);
    double roll = 0.018 * Bones.sin(time * 0.23) + 0.008 * Bones.sin(time * 0.61);
    if (sails) {
      sloop(sketch, heave, roll);
    } else {
      rower(sketch, time, heave * 0.5, roll);
    }
  }

  private void sloop(Sketch s, double y, double roll) {
    double lean = roll * 8;
    s.limb(DARK, 0.35, 0.8 + y, 0.055, 0.35 + lean, 8.6 + y, 0.03);
    s.facing(
        sail,
        -0.55,
        0.1,
        0.25,
        1.3 + y,
        0.33 + lean,
        8.3 + y,
        -0.5 + lean * 0.6,
        5.5 + y,
        -1.5,
        3.0 + y,
        -2.45,
        1.45 + y);
    s.facing(
        Skin.matt(sail.colour().times(0.9f)),
        0.55,
        0.1,
        0.52,
        1.5 + y,
        0.42 + lean * 0.9,
        7.5 + y,
        1.1 + lean * 0.5,
        5.0 + y,
        2.2,
        2.4 + y,
        3.2,
        0.95 + y);
    s.limb(DARK, 0.3, 1.3 + y, 0.05, -2.5, 1.38 + y, 0.04);
    s.panel(
        WOOD, -2.9, 0.72 + y, -2.75, -0.1, 2.1, -0.1, 3.55, 0.98 + y, 2.2, 0.76 + y, -1.2,
        0.62 + y);
    s.limb(Skin.matt(0.5, 0.46, 0.4), -2.9, 0.72 + y, 0.045, -1.2, 0.64 + y, 0.045);
    s.limb(Skin.matt(0.5, 0.46, 0.4), -1.2, 0.64 + y, 0.045, 2.2, 0.78 + y, 0.045);
    s.limb(Skin.matt(0.5, 0.46, 0.4), 2.2, 0.78 + y, 0.045, 3.5, 0.98 + y, 0.04);
    s.limb(Skin.matt(0.3, 0.2, 0.14), -1.1, 0.7 + y, 0.16, 0.1, 0.82 + y, 0.18);
    s.limb(DARK, -2.0, 0.7 + y, 0.15, -1.95, 1.15 + y, 0.12);
    s.ball(Outfit.FACE, -1.93, 1.42 + y, 0.11);
  }

  private void rower(Sketch s, float time, double y, double roll) {
    double stroke = Bones.sin(time / 2.6);
    double reach = Bones.sin(time / 2.6 + 0.25);
    double lean = -0.14 * stroke;
    s.limb(Skin.matt(0.16, 0.11, 0.07), 0.1, 0.62 + y, 0.03, -0.9 * reach - 0.1, 0.06, 0.02);
    s.limb(DARK, 0.15, 0.42 + y, 0.15, 0.2 + lean, 0.86 + y, 0.16);
    s.limb(sail, 0.15, 0.44 + y, 0.15, 0.2 + lean, 0.92 + y, 0.155);
    s.limb(sail, 0.2 + lean, 0.95 + y, 0.06, -0.12 + lean * 0.4, 0.66 + y, 0.05);
    s.limb(Outfit.FACE, 0.2 + lean, 1.0 + y, 0.05, 0.2 + lean, 1.12 + y, 0.05);
    s.ball(Outfit.FACE, 0.19 + lean * 1.1, 1.24 + y, 0.1);
    s.limb(DARK, 0.04 + lean, 1.28 + y, 0.02, 0.36 + lean, 1.29 + y, 0.02);
    s.ball(DARK, 0.2 + lean * 1.1, 1.31 + y, 0.085);
    s.panel(
        WOOD,
        -1.85,
        0.62 + y + roll,
        -1.45,
        0.02,
        -1.2,
        -0.08,
        1.3,
        -0.08,
        1.55,
        0.02,
        1.95,
        0.66 + y - roll,
        1.2,
        0.46 + y,
        -1.1,
        0.44 + y);
    s.limb(Skin.matt(0.3, 0.2, 0.12), -1.85, 0.62 + y + roll, 0.03, -1.1, 0.45 + y, 0.03);
    s.limb(Skin.matt(0.3, 0.2, 0.12), -1.1, 0.45 + y, 0.03, 1.2, 0.47 + y, 0.03);
    s.limb(Skin.matt(0.3, 0.2, 0.12), 1.2, 0.47 + y, 0.03, 1.95, 0.66 + y - roll, 0.03);
  }
}
