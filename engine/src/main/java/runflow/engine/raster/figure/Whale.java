package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A whale that rolls at the surface, blows, and shows its flukes. */
final class Whale implements Puppet {
  private static final Skin BACK = new Skin(new Rgb(0.05f, 0.06f, 0.07f), 0, 0.25f);
  private static final double ROUND = 7;

  @Override
  public float speed() {
    return 1.1f;
  }

  @Override
  public void pose(float time, Sketch s) {
    double turn = (time + 1.2) / ROUND;
    double c = turn - StrictMath.floor(turn);
    double rise = StrictMath.sin(Math.PI * Math.min(1, c / 0.62));
    double y = -1.9 + 1.75 * rise;
    double pitch = 0.5 * StrictMath.cos(Math.PI * Math.min(1, c / 0.62));
    s.limb(BACK, -4.2, y - 0.9 - pitch * 2.2, 0.5, -1.2, y - 0.1 - pitch * 0.6, 1.1);
    s.limb(BACK, -1.2, y - 0.1 - pitch * 0.6, 1.1, 2.0, y + pitch * 0.9, 1.25);
    s.limb(BACK, 2.0, y + pitch * 0.9, 1.25, 4.2, y - 0.3 + pitch * 1.9, 0.7);
    s.limb(BACK, -1.6, y + 0.9 - pitch * 0.7, 0.3, -2.1, y + 1.25 - pitch * 0.8, 0.06);
    double blow = StrictMath.sin(Math.PI * Math.min(1, Math.max(0, (c - 0.12) / 0.4)));
    if (blow > 0.01) {
      Skin mist = Skin.matt(0.8, 0.84, 0.88);
      for (int i = 0; i < 5; i++) {
        double up = (0.5 + i * 0.55) * (0.4 + 0.8 * blow);
        s.puff(mist, 3.1 - 0.12 * i * i, y + 1.1 + up, 0.22 + 0.17 * i, 0.35 + 0.2 * i, 0.5 * blow);
      }
    }
    double tail = StrictMath.sin(Math.PI * Math.min(1, Math.max(0, (c - 0.5) / 0.46)));
    if (tail > 0) {
      double ty = -1.6 + 2.9 * tail;
      s.limb(BACK, -5.2, ty - 2.6, 0.55, -5.4, ty, 0.2);
      s.limb(BACK, -5.4, ty, 0.22, -6.7, ty + 0.55, 0.06);
      s.limb(BACK, -5.4, ty, 0.22, -4.2, ty + 0.62, 0.06);
    }
  }
}
