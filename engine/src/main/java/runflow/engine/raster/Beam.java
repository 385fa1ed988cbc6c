package runflow.engine.raster;

/** The light of a rose window after some way through the air: its colours, softened, as a table. */
final class Beam {
  private static final int SIZE = 144;
  private static final int SOFT = 3;
  private static final float[] TABLE = soften(soften(sharp()));

  private Beam() {}

  private static float[] sharp() {
    float[] table = new float[SIZE * SIZE * 3];
    float[] rgb = new float[3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        Glass.rose(place(x), place(y), rgb);
        System.arraycopy(rgb, 0, table, (y * SIZE + x) * 3, 3);
      }
    }
    return table;
  }

  private static float place(int i) {
    return (i - (SIZE - 1) / 2f) / ((SIZE - 1) / 2f - 2 * SOFT - 1);
  }

  private static float[] soften(float[] from) {
    float[] to = new float[from.length];
    int side = 2 * SOFT + 1;
    for (int y = SOFT; y < SIZE - SOFT; y++) {
      for (int x = SOFT; x < SIZE - SOFT; x++) {
        for (int c = 0; c < 3; c++) {
          float sum = 0;
          for (int dy = -SOFT; dy <= SOFT; dy++) {
            for (int dx = -SOFT; dx <= SOFT; dx++) {
              sum += from[((y + dy) * SIZE + x + dx) * 3 + c];
            }
          }
          to[(y * SIZE + x) * 3 + c] = sum / (side * side);
        }
      }
    }
    return to;
  }

  /** Writes the light at a place of the window; beyond its rim there is none. */
  static void at(float u, float v, float[] rgb) {
    float half = (SIZE - 1) / 2f;
    float x = u * (half - 2 * SOFT - 1) + half;
    float y = v * (half - 2 * SOFT - 1) + half;
    if (!(x >= 0 && y >= 0 && x < SIZE - 1 && y < SIZE - 1)) {
      rgb[0] = 0;
      rgb[1] = 0;
      rgb[2] = 0;
      return;
    }
    int i = (int) x;
    int j = (int) y;
    int at = (j * SIZE + i) * 3;
    for (int c = 0; c < 3; c++) {
      float top = Maths.mix(TABLE[at + c], TABLE[at + 3 + c], x - i);
      int below = at + SIZE * 3 + c;
      float low = Maths.mix(TABLE[below], TABLE[below + 3], x - i);
      rgb[c] = Maths.mix(top, low, y - j);
    }
  }
}
