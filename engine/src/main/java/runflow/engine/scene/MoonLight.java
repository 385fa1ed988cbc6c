package runflow.engine.scene;

/** The light of the moon: a hard sun, a black sky, and shadows without fill. */
final class MoonLight {
  private static final Rgb BLACK = new Rgb(0.004f, 0.004f, 0.006f);
  private static final Rgb GREY = new Rgb(0.05f, 0.05f, 0.055f);

  static final Palette PALETTE =
      new Palette(
          BLACK,
          BLACK,
          BLACK,
          new Rgb(3.2f, 3.1f, 2.95f),
          GREY,
          new Rgb(0.045f, 0.05f, 0.065f),
          new Rgb(1f, 0.96f, 0.9f),
          0.21f,
          0.0006f,
          0.72f,
          0.5f);

  private MoonLight() {}
}
