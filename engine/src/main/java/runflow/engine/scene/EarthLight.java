package runflow.engine.scene;

/** The clear-sky light of the Earth through a day. */
final class EarthLight {
  private static final Palette DAWN =
      new Palette(
          new Rgb(0.12f, 0.22f, 0.42f),
          new Rgb(0.46f, 0.50f, 0.58f),
          new Rgb(1.15f, 0.74f, 0.50f),
          new Rgb(3.7f, 2.3f, 1.4f),
          new Rgb(0.66f, 0.56f, 0.54f),
          new Rgb(0.17f, 0.20f, 0.29f),
          new Rgb(1.25f, 0.68f, 0.38f),
          0.085f,
          0.013f,
          0.72f,
          0.75f);
  private static final Palette DAY =
      new Palette(
          new Rgb(0.07f, 0.21f, 0.54f),
          new Rgb(0.22f, 0.44f, 0.80f),
          new Rgb(0.72f, 0.84f, 0.98f),
          new Rgb(3.6f, 3.3f, 2.8f),
          new Rgb(0.56f, 0.69f, 0.87f),
          new Rgb(0.24f, 0.30f, 0.41f),
          new Rgb(0.72f, 0.62f, 0.46f),
          0.36f,
          0.0068f,
          0.68f,
          0.45f);
  private static final Palette GOLDEN =
      new Palette(
          new Rgb(0.085f, 0.17f, 0.35f),
          new Rgb(0.40f, 0.37f, 0.36f),
          new Rgb(1.02f, 0.55f, 0.25f),
          new Rgb(3.8f, 2.05f, 0.85f),
          new Rgb(0.66f, 0.42f, 0.26f),
          new Rgb(0.12f, 0.13f, 0.19f),
          new Rgb(1.6f, 0.76f, 0.28f),
          0.105f,
          0.0095f,
          0.76f,
          0.95f);
  private static final Palette DUSK =
      new Palette(
          new Rgb(0.030f, 0.060f, 0.155f),
          new Rgb(0.15f, 0.16f, 0.26f),
          new Rgb(1.02f, 0.44f, 0.19f),
          new Rgb(2.5f, 1.05f, 0.45f),
          new Rgb(0.30f, 0.225f, 0.25f),
          new Rgb(0.085f, 0.092f, 0.16f),
          new Rgb(1.35f, 0.50f, 0.17f),
          0.036f,
          0.0135f,
          0.86f,
          0.9f);
  private static final Palette NIGHT =
      new Palette(
          new Rgb(0.008f, 0.015f, 0.040f),
          new Rgb(0.017f, 0.033f, 0.075f),
          new Rgb(0.050f, 0.080f, 0.135f),
          new Rgb(0.60f, 0.80f, 1.12f),
          new Rgb(0.034f, 0.053f, 0.094f),
          new Rgb(0.022f, 0.031f, 0.056f),
          new Rgb(0.10f, 0.13f, 0.18f),
          0.27f,
          0.011f,
          1.2f,
          0.28f);

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
