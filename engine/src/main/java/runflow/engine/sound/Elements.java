package runflow.engine.sound;

/** The sounds of air and water. */
final class Elements {
  /** Samples for which a gust stays as it is. */
  private static final int STEADY = Mix.RATE / 1000;

  /** How much of the way to what it is to be a gust goes in that time. */
  private static final float FOLLOWING = 0.019f;

  private Elements() {}

  /** Wind in gusts. */
  static void wind(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      Band body = new Band();
      Band whistle = new Band();
      double first = mix.between(0, 1);
      double second = mix.between(0, 1);
      float gust = 0.4f;
      float rumble = 0;
      for (int i = 0; i < mix.length; i++) {
        if (i % STEADY == 0) {
          double t = i / (double) Mix.RATE;
          float wanted = 0.52f + 0.28f * Sine.turns(t * 0.17 + first);
          wanted += 0.2f * Sine.turns(t * 0.43 + second) + 0.08f * Sine.turns(t * 0.97 + first);
          gust += (wanted - gust) * FOLLOWING;
        }
        float white = mix.white();
        rumble += 0.02f * (white - rumble);
        body.take(white, 170 + 540 * gust, 0.5f);
        whistle.take(white, 850 + 1500 * gust * gust, 0.15f);
        float v = 0.2f * body.middle + 0.03f * gust * whistle.middle + 0.8f * rumble;
        mix.channel(c)[i] += gain * gust * v;
        mix.room(c)[i] += gain * gust * v * 0.12f;
      }
    }
  }

  /** Steady rain, with single drops near by. */
  static void rain(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      float fast = 0;
      float slow = 0;
      for (int i = 0; i < mix.length; i++) {
        float white = mix.white();
        fast += 0.36f * (white - fast);
        slow += 0.04f * (white - slow);
        mix.channel(c)[i] += gain * 0.11f * (fast - slow);
      }
    }
    int drops = (int) (mix.length * 300L / Mix.RATE);
    for (int k = 0; k < drops; k++) {
      int start = (int) mix.between(0, mix.length);
      double hertz = mix.between(1300, 5400);
      float loud = gain * 0.05f * (float) mix.between(0, 1);
      float pan = (float) mix.between(0, 1);
      int length = (int) mix.between(300, 800);
      float[] drop = new float[length];
      Ring.add(drop, hertz, 0, 1 - 7.0 / length, loud);
      for (int i = 0; i < length; i++) {
        mix.add(start + i, drop[i] * Math.min(1, i / 12f), pan, 0.05f);
      }
    }
  }

  /** Waves that run up a beach and back. */
  static void surf(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      Band wash = new Band();
      float deep = 0;
      double offset = mix.between(0, 0.12) + 0.55;
      for (int i = 0; i < mix.length; i++) {
        double t = i / (double) Mix.RATE;
        double place = t / 5.2 + offset + 0.03 * Sine.turns(t * 0.11);
        double in = place - Math.floor(place);
        double swell = in < 0.38 ? in / 0.38 : 1 - (in - 0.38) / 0.62;
        float level = (float) (0.16 + 0.84 * swell * swell);
        float white = mix.white();
        deep += 0.012f * (white - deep);
        wash.take(white, 500 + 2600 * swell * (in < 0.38 ? 1 : 0.75), 1.1f);
        float v = gain * level * (0.13f * wash.middle + 0.05f * wash.high + 1.1f * deep);
        mix.channel(c)[i] += v;
        mix.room(c)[i] += v * 0.08f;
      }
    }
  }

  /** Distant thunder, rolling for a few seconds. */
  static void thunder(Mix mix, float gain) {
    double at = 0.6;
    while (at * Mix.RATE < mix.length) {
      int start = (int) (at * Mix.RATE);
      int length = (int) (mix.between(2.2, 3.6) * Mix.RATE);
      float pan = (float) mix.between(0.3, 0.7);
      float low = 0;
      float lower = 0;
      double roll = mix.between(0, 1);
      for (int i = 0; i < length && start + i < mix.length; i++) {
        float white = mix.white();
        low += 0.018f * (white - low);
        lower += 0.03f * (low - lower);
        double t = i / (double) Mix.RATE;
        float rolling = 0.55f + 0.45f * Sine.turns(t * 1.7 + roll) * Sine.turns(t * 0.7);
        float envelope = Math.min(1, i / 1500f) * Sine.fade(-3.2 * i / length) * rolling;
        mix.add(start + i, gain * 7f * envelope * lower, pan, 0.3f);
      }
      at += mix.between(4.5, 8);
    }
  }
}
