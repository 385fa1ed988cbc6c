package runflow.engine.scene;

/** The clear-sky light of the Earth through a day. */
final class EarthLight {
  private static final Palette DAWN =
      new Palette(
          new Rgb(0.11f, 0.19f, 0.42f),
          new Rgb(0.52f, 0.42f, 0.55f),
          new Rgb(1.20f, 0.70f, 0.52f),
          new Rgb(3.9f, 2.4f, 1.5f),
          new Rgb(0.72f, 0.54f, 0.57f),
          new Rgb(0.17f, 0.20f, 0.32f),
          new Rgb(1.3f, 0.66f, 0.38f),
          0.08f,
          0.017f,
          0.76f,
          0.8f);
  private static final Palette DAY =
      new Palette(
          new Rgb(0.09f, 0.25f, 0.66f),
          new Rgb(0.26f, 0.49f, 0.92f),
          new Rgb(0.74f, 0.87f, 1.04f),
          new Rgb(3.5f, 3.3f, 2.9f),
          new Rgb(0.58f, 0.73f, 0.95f),
          new Rgb(0.25f, 0.32f, 0.45f),
          new Rgb(0.72f, 0.62f, 0.46f),
          0.36f,
          0.0075f,
          0.70f,
          0.5f);
  private static final Palette GOLDEN =
      new Palette(
          new Rgb(0.09f, 0.19f, 0.43f),
          new Rgb(0.47f, 0.35f, 0.32f),
          new Rgb(1.02f, 0.46f, 0.20f),
          new Rgb(3.8f, 1.95f, 0.75f),
          new Rgb(0.76f, 0.42f, 0.24f),
          new Rgb(0.11f, 0.12f, 0.20f),
          new Rgb(1.7f, 0.74f, 0.24f),
          0.11f,
          0.012f,
          0.76f,
          1f);
  private static final Palette DUSK =
      new Palette(
          new Rgb(0.045f, 0.07f, 0.21f),
          new Rgb(0.28f, 0.17f, 0.35f),
          new Rgb(1.08f, 0.40f, 0.26f),
          new Rgb(2.5f, 1.0f, 0.5f),
          new Rgb(0.42f, 0.24f, 0.34f),
          new Rgb(0.09f, 0.09f, 0.19f),
          new Rgb(1.35f, 0.44f, 0.17f),
          0.035f,
          0.018f,
          0.80f,
          0.9f);
  private static final Palette NIGHT =
      new Palette(
          new Rgb(0.009f, 0.017f, 0.050f),
          new Rgb(0.020f, 0.040f, 0.095f),
          new Rgb(0.055f, 0.095f, 0.17f),
          new Rgb(0.36f, 0.43f, 0.60f),
          new Rgb(0.050f, 0.080f, 0.145f),
          new Rgb(0.018f, 0.026f, 0.052f),
          new Rgb(0.10f, 0.13f, 0.19f),
          0.27f,
          0.022f,
          1.15f,
          0.3f);

  private EarthLight() {}

  static Palette at(TimeOfDay time) {
    return switch (time) {
      case DAWN -> DAWN;
      case DAY -> DAY;
      case GOLDEN -> GOLDEN;
      case DUSK -> DUSK;
      case NIGHT -> NIGHT;
    };
  }
}
