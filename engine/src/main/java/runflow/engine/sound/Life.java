package runflow.engine.sound;

/** The sounds of people, animals and things. */
final class Life {
  private Life() {}

  /** Single birds that sing short phrases, each from its place. */
  static void birds(Mix mix, float gain) {
    double at = mix.between(0.1, 0.5);
    while (at * Mix.RATE < mix.length) {
      double base = mix.between(2300, 4600);
      float pan = (float) mix.between(0.1, 0.9);
      float loud = gain * (float) mix.between(0.03, 0.11);
      int notes = 2 + (int) mix.between(0, 5);
      double start = at;
      for (int k = 0; k < notes; k++) {
        double length = mix.between(0.05, 0.13);
        double from = base * mix.between(0.85, 1.25);
        double to = base * mix.between(0.85, 1.3);
        chirp(mix, start, new double[] {length, from, to}, loud, pan);
        start += length + mix.between(0.02, 0.09);
      }
      at = start + mix.between(0.25, 1.2);
    }
  }

  private static void chirp(Mix mix, double at, double[] note, float loud, float pan) {
    int start = (int) (at * Mix.RATE);
    int length = (int) (note[0] * Mix.RATE);
    double turns = 0;
    for (int i = 0; i < length; i++) {
      double u = i / (double) length;
      turns += (note[1] + (note[2] - note[1]) * u + 120 * Sine.turns(u * 3)) / Mix.RATE;
      float envelope = Sine.turns(u / 2);
      mix.add(start + i, loud * envelope * envelope * Sine.turns(turns), pan, 0.35f);
    }
  }

  /** Crickets: pulses of a high tone, several voices. */
  static void crickets(Mix mix, float gain) {
    for (int voice = 0; voice < 5; voice++) {
      double hertz = mix.between(3900, 4900);
      double pulse = mix.between(15, 19);
      double phrase = mix.between(0.9, 1.5);
      double offset = mix.between(0, 1);
      float pan = (float) mix.between(0.05, 0.95);
      float loud = gain * (float) mix.between(0.012, 0.04);
      for (int i = 0; i < mix.length; i++) {
        double t = i / (double) Mix.RATE;
        float on = Math.max(0, Sine.turns(t * phrase + offset) + 0.45f);
        float beat = Math.max(0, Sine.turns(t * pulse * 1.6 + offset));
        if (on * beat > 0) {
          mix.add(i, loud * Math.min(1, on) * beat * Sine.turns(hertz * t), pan, 0.1f);
        }
      }
    }
  }

  /** A city from afar: a low hum, cars that pass, and a horn now and then. */
  static void city(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      float low = 0;
      float lower = 0;
      Band roar = new Band();
      for (int i = 0; i < mix.length; i++) {
        float white = mix.white();
        low += 0.03f * (white - low);
        lower += 0.02f * (low - lower);
        roar.take(white, 420, 1.2f);
        mix.channel(c)[i] += gain * (1.5f * lower + 0.22f * low + 0.012f * roar.middle);
      }
    }
    for (double at = -0.5; at * Mix.RATE < mix.length; at += mix.between(1.1, 2.4)) {
      car(mix, at, gain);
    }
    for (double at = 1.2; at * Mix.RATE < mix.length - Mix.RATE; at += mix.between(3.5, 6)) {
      horn(mix, at, gain);
    }
  }

  private static void car(Mix mix, double at, float gain) {
    int start = (int) (at * Mix.RATE);
    int length = (int) (mix.between(1.6, 2.8) * Mix.RATE);
    boolean rightwards = mix.between(0, 1) < 0.5;
    Band tyre = new Band();
    float loud = gain * (float) mix.between(0.05, 0.14);
    for (int i = 0; i < length; i++) {
      float u = i / (float) length;
      float envelope = Sine.turns(u / 2.0);
      tyre.take(mix.white(), 300 + 700 * envelope, 0.9f);
      float pan = rightwards ? u : 1 - u;
      mix.add(start + i, loud * envelope * envelope * tyre.middle, pan, 0.2f);
    }
  }

  private static void horn(Mix mix, double at, float gain) {
    int start = (int) (at * Mix.RATE);
    int length = (int) (mix.between(0.18, 0.5) * Mix.RATE);
    double hertz = mix.between(330, 470);
    float pan = (float) mix.between(0.1, 0.9);
    for (int i = 0; i < length; i++) {
      double t = i / (double) Mix.RATE;
      float envelope = Math.min(1, i / 900f) * Math.min(1, (length - i) / 1500f);
      float v = Sine.turns(hertz * t) + 0.7f * Sine.turns(hertz * 1.26 * t);
      v += 0.3f * Sine.turns(hertz * 2 * t);
      mix.add(start + i, gain * 0.012f * envelope * v, pan, 0.6f);
    }
  }

  /** A radio that crackles between two beeps; nobody speaks. */
  static void radio(Mix mix, float gain) {
    Band voice = new Band();
    double open = mix.between(0.6, 1.2);
    double close = Math.min(mix.length / (double) Mix.RATE - 0.4, open + 2.6);
    for (int i = (int) (open * Mix.RATE); i < close * Mix.RATE; i++) {
      double t = i / (double) Mix.RATE;
      float crackle = mix.white() > 0.9985f ? 2.5f * mix.white() : 0;
      voice.take(mix.white() * 0.5f + crackle * 4, 1700, 0.5f);
      float flutter = 0.65f + 0.35f * Sine.turns(t * 6.3) * Sine.turns(t * 1.1);
      mix.add(i, gain * 0.06f * flutter * voice.middle, 0.5f, 0.05f);
    }
    beep(mix, open, gain);
    beep(mix, close, gain);
  }

  private static void beep(Mix mix, double at, float gain) {
    int start = (int) (at * Mix.RATE);
    for (int i = 0; i < Mix.RATE / 5; i++) {
      float envelope = Math.min(1, i / 400f) * Math.min(1, (Mix.RATE / 5f - i) / 400f);
      mix.add(start + i, gain * 0.035f * envelope * Sine.turns(2525.0 * i / Mix.RATE), 0.5f, 0.1f);
    }
  }
}
