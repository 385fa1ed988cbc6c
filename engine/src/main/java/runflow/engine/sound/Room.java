package runflow.engine.sound;

/** A reverberating room: eight damped echoes side by side, then four that smear them. */
final class Room {
  private static final int[] ECHOES = {1215, 1293, 1390, 1476, 1548, 1623, 1695, 1760};
  private static final int[] SMEARS = {605, 480, 371, 245};

  private Room() {}

  /**
   * Adds the room's answer to a mix.
   *
   * @param wet how loud the answer is
   * @param size share of each echo that comes back: 0.7 a room, 0.93 a cathedral
   * @throws InterruptedException if the thread was interrupted between two channels
   */
  static void answer(Mix mix, float wet, float size) throws InterruptedException {
    for (int c = 0; c < 2; c++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      float[] sum = new float[mix.length];
      fourEchoes(0, mix.room(c), sum, c * 25, size);
      fourEchoes(4, mix.room(c), sum, c * 25, size);
      for (int delay : SMEARS) {
        smear(sum, delay + c * 25);
      }
      float[] out = mix.channel(c);
      for (int i = 0; i < mix.length; i++) {
        out[i] += wet * 0.06f * sum[i];
      }
    }
  }

  /** Adds four echoes in one loop: each waits for its own last sample, and not for the others. */
  private static void fourEchoes(int first, float[] in, float[] sum, int later, float size) {
    Echo one = new Echo(ECHOES[first] + later);
    Echo two = new Echo(ECHOES[first + 1] + later);
    Echo three = new Echo(ECHOES[first + 2] + later);
    Echo four = new Echo(ECHOES[first + 3] + later);
    for (int i = 0; i < in.length; i++) {
      float x = in[i];
      sum[i] += one.take(x, size) + two.take(x, size) + three.take(x, size) + four.take(x, size);
    }
  }

  /** What went in comes out later, and again and again, duller each time. */
  private static final class Echo {
    private final float[] line;
    private int place;
    private float damped;

    Echo(int delay) {
      line = new float[delay];
    }

    float take(float sample, float size) {
      float out = line[place];
      damped = out * 0.75f + damped * 0.25f;
      line[place] = sample + damped * size + 1e-20f;
      place = place + 1 == line.length ? 0 : place + 1;
      return out;
    }
  }

  private static void smear(float[] sum, int delay) {
    float[] line = new float[delay];
    int p = 0;
    for (int i = 0; i < sum.length; i++) {
      float y = line[p];
      float x = sum[i];
      line[p] = x + y * 0.5f + 1e-20f;
      sum[i] = y - x;
      p = p + 1 == delay ? 0 : p + 1;
    }
  }
}
