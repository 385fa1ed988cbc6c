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
      for (int delay : ECHOES) {
        echo(mix.room(c), sum, delay + c * 25, size);
      }
      for (int delay : SMEARS) {
        smear(sum, delay + c * 25);
      }
      float[] out = mix.channel(c);
      for (int i = 0; i < mix.length; i++) {
        out[i] += wet * 0.06f * sum[i];
      }
    }
  }

  private static void echo(float[] in, float[] sum, int delay, float size) {
    float[] line = new float[delay];
    float damped = 0;
    int p = 0;
    for (int i = 0; i < in.length; i++) {
      float y = line[p];
      damped = y * 0.75f + damped * 0.25f;
      line[p] = in[i] + damped * size + 1e-20f;
      p = p + 1 == delay ? 0 : p + 1;
      sum[i] += y;
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
