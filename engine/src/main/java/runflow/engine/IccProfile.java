package runflow.engine;

import java.util.Optional;

/**
 * The primaries and curves of a colour profile for red, green and blue.
 *
 * @param primaries XYZ under D50 of each colour at its strongest
 * @param curves linear light for each of 256 values, of each colour
 */
record IccProfile(double[][] primaries, float[][] curves) {
  private static final int TAGS = 132;
  private static final int MOST_TAGS = 100;
  private static final double FIXED = 65536;

  /** Reads a profile; empty if it is broken or of another kind. */
  static Optional<IccProfile> read(byte[] b) {
    if (b.length < TAGS || !Bytes.has(b, 16, "RGB XYZ ")) {
      return Optional.empty();
    }
    double[][] primaries = new double[3][];
    float[][] curves = new float[3][];
    for (int c = 0; c < 3; c++) {
      char colour = "rgb".charAt(c);
      int point = tag(b, colour + "XYZ", 20);
      int curve = tag(b, colour + "TRC", 12);
      if (point < 0 || curve < 0) {
        return Optional.empty();
      }
      primaries[c] = new double[] {fixed(b, point + 8), fixed(b, point + 12), fixed(b, point + 16)};
      Optional<float[]> table = curve(b, curve);
      if (table.isEmpty()) {
        return Optional.empty();
      }
      curves[c] = table.get();
    }
    return Optional.of(new IccProfile(primaries, curves));
  }

  /** Where a tag's data begins, if so many bytes of it are there; else -1. */
  private static int tag(byte[] b, String name, int least) {
    int count = Bytes.big4(b, 128);
    for (int i = 0; i < Math.min(count, MOST_TAGS) && TAGS + i * 12 + 12 <= b.length; i++) {
      int entry = TAGS + i * 12;
      if (Bytes.has(b, entry, name)) {
        int at = Bytes.big4(b, entry + 4);
        return at >= TAGS && at <= b.length - least ? at : -1;
      }
    }
    return -1;
  }

  private static Optional<float[]> curve(byte[] b, int at) {
    if (Bytes.has(b, at, "para")) {
      return formula(b, at);
    }
    int count = Bytes.big4(b, at + 8);
    if (!Bytes.has(b, at, "curv") || count < 0 || count > (b.length - at - 12) / 2) {
      return Optional.empty();
    }
    float[] out = new float[256];
    for (int i = 0; i < 256; i++) {
      double x = i / 255.0;
      if (count == 0) {
        out[i] = (float) x;
      } else if (count == 1) {
        out[i] = (float) StrictMath.pow(x, Bytes.big2(b, at + 12) / 256.0);
      } else {
        double place = x * (count - 1);
        int k = Math.min(count - 2, (int) place);
        int low = Bytes.big2(b, at + 12 + 2 * k);
        int high = Bytes.big2(b, at + 14 + 2 * k);
        out[i] = (float) ((low + (high - low) * (place - k)) / 65535);
      }
    }
    return Optional.of(out);
  }

  /** The formulas of the profile format: a power, then a power with a line below it. */
  private static Optional<float[]> formula(byte[] b, int at) {
    int kind = Bytes.big2(b, at + 8);
    int[] sizes = {1, 3, 4, 5, 7};
    if (kind >= sizes.length || at + 12 + 4 * sizes[kind] > b.length) {
      return Optional.empty();
    }
    double[] p = new double[7];
    for (int i = 0; i < sizes[kind]; i++) {
      p[i] = fixed(b, at + 12 + 4 * i);
    }
    float[] out = new float[256];
    for (int i = 0; i < 256; i++) {
      double v = value(kind, p, i / 255.0);
      out[i] = (float) (v >= 0 && v <= 1 ? v : v > 1 ? 1 : 0);
    }
    return Optional.of(out);
  }

  private static double value(int kind, double[] p, double x) {
    double a = kind == 0 ? 1 : p[1];
    double power = StrictMath.pow(Math.max(0, a * x + p[2]), p[0]);
    return switch (kind) {
      case 0 -> power;
      case 1 -> a * x + p[2] >= 0 ? power : 0;
      case 2 -> (a * x + p[2] >= 0 ? power : 0) + p[3];
      case 3 -> x >= p[4] ? power : p[3] * x;
      default -> x >= p[4] ? power + p[5] : p[3] * x + p[6];
    };
  }

  private static double fixed(byte[] b, int at) {
    return Bytes.big4(b, at) / FIXED;
  }
}
