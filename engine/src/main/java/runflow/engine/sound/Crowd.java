package runflow.engine.sound;

/** People who talk, near enough to be heard and too many to be understood. */
final class Crowd {
  private static final int PEOPLE = 11;

  private Crowd() {}

  static void murmur(Mix mix, float gain) {
    for (int person = 0; person < PEOPLE; person++) {
      talk(mix, gain * (float) mix.between(0.35, 1), person % 2 == 0 ? 112 : 195);
    }
  }

  /** One voice: pulses of the throat through two resonances that change with each syllable. */
  private static void talk(Mix mix, float gain, double pitch) {
    float pan = (float) mix.between(0.05, 0.95);
    double base = pitch * mix.between(0.85, 1.2);
    Band mouth = new Band();
    Band tongue = new Band();
    double turns = mix.between(0, 1);
    int left = 0;
    int length = 1;
    double first = 500;
    double second = 1500;
    float loud = 0;
    for (int i = 0; i < mix.length; i++) {
      if (left-- <= 0) {
        length = (int) (Mix.RATE * mix.between(0.11, 0.26));
        left = length;
        first = mix.between(300, 780);
        second = mix.between(950, 2300);
        loud = mix.between(0, 1) < 0.2 ? 0 : (float) mix.between(0.4, 1);
        base = Math.min(pitch * 1.3, Math.max(pitch * 0.8, base * mix.between(0.93, 1.07)));
      }
      turns += base / Mix.RATE;
      float pulse = (float) (1 - 2 * (turns - Math.floor(turns))) * 0.6f + 0.25f * mix.white();
      mouth.take(pulse, first, 0.22f);
      tongue.take(pulse, second, 0.2f);
      float envelope = Sine.turns(0.5 * left / length) * loud;
      float v = 0.012f * envelope * (mouth.middle + 0.5f * tongue.middle);
      mix.add(i, gain * v, pan, 0.6f);
    }
  }
}
