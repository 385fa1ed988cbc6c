package runflow.engine.sound;

/** Engines and trains. */
final class Machines {
  private Machines() {}

  /** An engine that hums: many multiples of a low tone that wavers, and a breath of air. */
  static void engine(Mix mix, float gain) {
    float[] levels = {0.5f, 1, 0.45f, 0.6f, 0.25f, 0.3f, 0.12f, 0.16f, 0.07f, 0.08f};
    double offset = mix.between(0, 1);
    double turns = 0;
    Band breath = new Band();
    for (int i = 0; i < mix.length; i++) {
      double t = i / (double) Mix.RATE;
      double hertz = 41 + 1.6 * Sine.turns(t * 0.21 + offset) + 0.4 * Sine.turns(t * 1.7);
      turns += hertz / Mix.RATE;
      float v = 0;
      for (int k = 0; k < levels.length; k++) {
        v += levels[k] * Sine.turns(turns * (k + 1) + k * 0.13);
      }
      breath.take(mix.white(), 300, 0.8f);
      float beat = 0.85f + 0.15f * Sine.turns(turns / 2);
      mix.add(i, gain * beat * (0.085f * v + 0.10f * breath.middle), 0.5f, 0.15f);
    }
  }

  /** A train: rumble, wheels over joints two by two, and a whistle far off. */
  static void train(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      float low = 0;
      Band rail = new Band();
      for (int i = 0; i < mix.length; i++) {
        float white = mix.white();
        low += 0.02f * (white - low);
        rail.take(white, 1250, 0.25f);
        mix.channel(c)[i] += gain * (0.5f * low + 0.008f * rail.middle);
      }
    }
    for (double at = 0.2; at * Mix.RATE < mix.length; at += 1.08) {
      for (double wheel : new double[] {0, 0.13, 0.5, 0.63}) {
        clack(mix, (int) ((at + wheel) * Mix.RATE), gain * (wheel < 0.3 ? 1 : 0.7f));
      }
    }
    whistle(mix, (int) (Mix.RATE * 1.4), gain);
  }

  private static void clack(Mix mix, int start, float gain) {
    Band steel = new Band();
    for (int i = 0; i < 5_000; i++) {
      steel.take(mix.white(), 950, 0.35f);
      float thud = Sine.turns(92.0 * i / Mix.RATE) * Sine.fade(-i / 1100.0);
      float v = 0.34f * Sine.fade(-i / 420.0) * steel.middle + 0.3f * thud;
      mix.add(start + i, gain * v, 0.5f, 0.2f);
    }
  }

  private static void whistle(Mix mix, int start, float gain) {
    double[] tones = {311.1, 370, 415.3, 493.9};
    int length = Mix.RATE * 3 / 2;
    float[] sum = new float[length];
    for (double tone : tones) {
      Ring.add(sum, tone, 0, 1, gain * 0.012);
      Ring.add(sum, tone * 2, 0, 1, gain * 0.0042);
    }
    for (int i = 0; i < length; i++) {
      float envelope = Math.min(1, i / 6000f) * Math.min(1, (length - i) / 16000f);
      mix.add(start + i, envelope * sum[i], 0.35f, 1.5f);
    }
  }
}
