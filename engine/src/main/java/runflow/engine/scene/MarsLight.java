package runflow.engine.scene;

/**
 * The light of Mars: butterscotch by day because of the dust, and blue only around a low sun, the
 * reverse of the Earth.
 */
final class MarsLight {
  private static final Palette DAY =
      new Palette(
          new Rgb(0.34f, 0.17f, 0.11f),
          new Rgb(0.62f, 0.34f, 0.22f),
          new Rgb(0.98f, 0.60f, 0.42f),
          new Rgb(3.2f, 2.4f, 1.8f),
          new Rgb(0.74f, 0.41f, 0.27f),
          new Rgb(0.20f, 0.125f, 0.11f),
          new Rgb(0.95f, 0.72f, 0.58f),
          0.17f,
          0.0085f,
          0.66f,
          0.8f);
  private static final Palette LOW =
      new Palette(
          new Rgb(0.16f, 0.10f, 0.085f),
          new Rgb(0.40f, 0.24f, 0.18f),
          new Rgb(0.72f, 0.52f, 0.44f),
          new Rgb(1.7f, 1.3f, 1.05f),
          new Rgb(0.48f, 0.32f, 0.26f),
          new Rgb(0.13f, 0.095f, 0.09f),
          new Rgb(0.34f, 0.46f, 0.62f),
          0.06f,
          0.013f,
          0.84f,
          1f);
  private static final Palette NIGHT =
      new Palette(
          new Rgb(0.012f, 0.011f, 0.020f),
          new Rgb(0.034f, 0.024f, 0.030f),
          new Rgb(0.095f, 0.060f, 0.055f),
          new Rgb(0.40f, 0.36f, 0.36f),
          new Rgb(0.070f, 0.046f, 0.044f),
          new Rgb(0.026f, 0.020f, 0.024f),
          new Rgb(0.12f, 0.11f, 0.12f),
          0.27f,
          0.016f,
          1.15f,
          0.3f);

  private MarsLight() {}

  static Palette at(TimeOfDay time) {
    return switch (time) {
      case DAY, GOLDEN -> DAY;
      case DAWN, DUSK -> LOW;
      case NIGHT -> NIGHT;
    };
  }
}
