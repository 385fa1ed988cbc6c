package runflow.engine.raster.figure;

/** Lamps along a road. */
public final class StreetLamps {
  /** Metres between two lamps. */
  public static final float EVERY = 11;

  private StreetLamps() {}

  /** One lamp. */
  public static Sketch one(boolean lit) {
    Sketch s = new Sketch();
    Skin iron = Skin.matt(0.035, 0.037, 0.04);
    s.limb(iron, 0, 0, 0.10, 0, 0.5, 0.07);
    s.limb(iron, 0, 0.5, 0.055, 0, 5.2, 0.045);
    s.limb(iron, 0, 5.2, 0.04, 0.5, 5.6, 0.04);
    s.limb(iron, 0.5, 5.6, 0.04, 1.0, 5.55, 0.05);
    if (lit) {
      s.puff(Skin.lamp(1.0, 0.66, 0.3), 0.95, 5.4, 1.45, 1.45, 0.085);
      s.puff(Skin.lamp(1.0, 0.70, 0.36), 0.95, 5.42, 0.5, 0.42, 0.16);
      s.limb(Skin.lamp(1.3, 1.0, 0.6), 0.78, 5.46, 0.05, 1.08, 5.45, 0.05);
    }
    return s;
  }
}
