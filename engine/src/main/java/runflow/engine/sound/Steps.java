package runflow.engine.sound;

/** Footsteps: a heel, then a sole, and what the ground adds. */
final class Steps {
  /** How a ground sounds. */
  enum Ground {
    STONE(0.42f, 620, 2300, 0.10f, 0),
    WOOD(0.55f, 210, 900, 0.05f, 0),
    GRAVEL(0.10f, 420, 3100, 0.16f, 26),
    SNOW(0.07f, 260, 1500, 0.30f, 60),
    SAND(0.10f, 180, 1150, 0.24f, 0),
    GRASS(0.12f, 200, 2700, 0.15f, 7);

    /** Loudness of the heel's knock. */
    final float knock;

    final double heel;
    final double sole;

    /** Loudness of the sole's brush. */
    final float brush;

    /** Grains that shift or break under a foot. */
    final int grains;

    Ground(float knock, double heel, double sole, float brush, int grains) {
      this.knock = knock;
      this.heel = heel;
      this.sole = sole;
      this.brush = brush;
      this.grains = grains;
    }
  }

  private static final int LENGTH = 15_000;

  private Steps() {}

  static void walk(Mix mix, Ground ground, float gain, float room) {
    int foot = 0;
    for (double at = 0.3; at * Mix.RATE < mix.length - Mix.RATE / 4; foot++) {
      float pan = foot % 2 == 0 ? 0.42f : 0.58f;
      step(mix, ground, new Foot((int) (at * Mix.RATE), gain, pan, room));
      at += 0.62 * mix.between(0.95, 1.06);
    }
  }

  /** Where a foot comes down and how it is heard. */
  private record Foot(int start, float gain, float pan, float room) {}

  private static void step(Mix mix, Ground ground, Foot foot) {
    Band heel = new Band();
    Band sole = new Band();
    double pitch = mix.between(0.86, 1.16);
    for (int i = 0; i < LENGTH; i++) {
      float white = mix.white();
      heel.take(white, ground.heel * pitch, 0.7f);
      sole.take(white, ground.sole * pitch, 0.9f);
      float knock = Math.min(1, i / 50f) * Sine.fade(-i / 620.0);
      int later = Math.max(0, i - 3600);
      float brush = Math.min(1, i / 1500f) * 0.5f * Sine.fade(-i / 2600.0);
      brush += Math.min(1, later / 900f) * Sine.fade(-later / 1700.0);
      float thud = knock * Sine.turns((82 - i * 0.003) * i / Mix.RATE);
      float v = ground.knock * knock * (heel.middle + 0.5f * thud);
      v += ground.brush * brush * sole.middle;
      mix.add(foot.start() + i, foot.gain() * v, foot.pan(), foot.room());
    }
    for (int k = 0; k < ground.grains; k++) {
      grain(mix, ground, foot, foot.start() + (int) (mix.between(0, 1) * 9_000));
    }
  }

  private static void grain(Mix mix, Ground ground, Foot foot, int start) {
    double hertz = ground.sole * mix.between(0.7, 2);
    float loud = foot.gain() * 0.13f * (float) mix.between(0.2, 1);
    Band snap = new Band();
    for (int i = 0; i < 420; i++) {
      snap.take(mix.white(), hertz, 0.4f);
      mix.add(start + i, loud * Sine.fade(-i / 90.0) * snap.middle, foot.pan(), 0.05f);
    }
  }
}
