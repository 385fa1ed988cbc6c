package runflow.engine;

import java.util.Optional;

/**
 * Brings colours of a picture's own profile to sRGB. Profiles of three primaries and three curves
 * are understood, which cameras, phones and editors write (Display P3, Adobe RGB, ProPhoto); any
 * other is taken as sRGB. Read here and not by the platform, whose reader is native code.
 * Immutable.
 */
final class Gamut {
  private static final int STEPS = 4096;
  private static final byte[] ENCODED = new byte[STEPS + 1];

  /** From XYZ under D50, as profiles have it, to linear sRGB. */
  private static final double[] TO_SRGB = {
    3.1338561,
    -1.6168667,
    -0.4906146,
    -0.9787684,
    1.9161415,
    0.0334540,
    0.0719453,
    -0.2289914,
    1.4052427
  };

  static {
    for (int i = 0; i <= STEPS; i++) {
      double x = i / (double) STEPS;
      double v = x <= 0.0031308 ? 12.92 * x : 1.055 * StrictMath.pow(x, 1 / 2.4) - 0.055;
      ENCODED[i] = (byte) Math.round(v * 255);
    }
  }

  private final float[][] linear;
  private final float[] matrix;

  private Gamut(float[][] linear, float[] matrix) {
    this.linear = linear;
    this.matrix = matrix;
  }

  /**
   * What a profile says; nothing is changed if it is empty, broken, near sRGB or of another kind.
   */
  static Gamut of(byte[] profile) {
    return IccProfile.read(profile)
        .flatMap(Gamut::of)
        .orElse(new Gamut(new float[0][], new float[0]));
  }

  private static Optional<Gamut> of(IccProfile profile) {
    float[] matrix = new float[9];
    float furthest = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += TO_SRGB[row * 3 + k] * profile.primaries()[column][k];
        }
        matrix[row * 3 + column] = (float) sum;
        furthest = Math.max(furthest, Math.abs((float) sum - (row == column ? 1 : 0)));
      }
    }
    float curve = Math.abs(profile.curves()[1][128] - 0.2158605f);
    return furthest < 0.02f && curve < 0.01f
        ? Optional.empty()
        : Optional.of(new Gamut(profile.curves(), matrix));
  }

  /** Whether colours are left as they are. */
  boolean plain() {
    return matrix.length == 0;
  }

  /** Converts pixels in place; alpha stays. */
  void convert(int[] argb) {
    if (plain()) {
      return;
    }
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i];
      float r = linear[0][p >> 16 & 255];
      float g = linear[1][p >> 8 & 255];
      float b = linear[2][p & 255];
      argb[i] =
          (p & 0xff000000)
              | level(matrix[0] * r + matrix[1] * g + matrix[2] * b) << 16
              | level(matrix[3] * r + matrix[4] * g + matrix[5] * b) << 8
              | level(matrix[6] * r + matrix[7] * g + matrix[8] * b);
    }
  }

  private static int level(float v) {
    return ENCODED[(int) (Math.min(1, Math.max(0, v)) * STEPS + 0.5f)] & 255;
  }
}
