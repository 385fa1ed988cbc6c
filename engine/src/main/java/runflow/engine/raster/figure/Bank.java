package runflow.engine.raster.figure;

/** The bank that rails lie on. */
final class Bank implements Puppet {
  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    Skin gravel = Skin.matt(0.085, 0.072, 0.06);
    s.facing(gravel, 0, 0.5, -90, -6, -90, -0.1, 90, -0.1, 90, -6);
    s.limb(Skin.matt(0.16, 0.15, 0.15), -90, -0.03, 0.07, 90, -0.03, 0.07);
  }
}
