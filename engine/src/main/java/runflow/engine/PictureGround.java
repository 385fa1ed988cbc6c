package runflow.engine;

/**
 * What is seen behind a picture's transparent parts: a soft fall of light in the picture's own
 * colours, light behind dark things and dark behind light ones. Immutable.
 */
final class PictureGround {
  private final float[] top;
  private final float[] bottom;

  /**
   * A ground for a picture.
   *
   * @param sum of red, green and blue, each times alpha, and of alpha, all 0 to 255
   */
  PictureGround(double[] sum) {
    double weight = Math.max(1, sum[3]);
    float[] mean = new float[3];
    for (int c = 0; c < 3; c++) {
      mean[c] = (float) (sum[c] / weight);
    }
    float luma = 0.2126f * mean[0] + 0.7152f * mean[1] + 0.0722f * mean[2];
    boolean dark = luma < 105;
    top = dark ? mix(mean, 238, 0.84f) : mix(mean, 18, 0.72f);
    bottom = dark ? mix(mean, 206, 0.76f) : mix(mean, 34, 0.6f);
  }

  private static float[] mix(float[] colour, float grey, float share) {
    float[] out = new float[3];
    for (int c = 0; c < 3; c++) {
      out[c] = colour[c] + (grey - colour[c]) * share;
    }
    return out;
  }

  /** Puts pixels of a row before the ground; {@code down} is 0 at the top and 1 at the bottom. */
  void put(int[] argb, float down) {
    float r = top[0] + (bottom[0] - top[0]) * down;
    float g = top[1] + (bottom[1] - top[1]) * down;
    float b = top[2] + (bottom[2] - top[2]) * down;
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i];
      int alpha = p >>> 24;
      if (alpha < 255) {
        float k = alpha / 255f;
        argb[i] =
            0xff000000
                | level(p >> 16 & 255, r, k) << 16
                | level(p >> 8 & 255, g, k) << 8
                | level(p & 255, b, k);
      }
    }
  }

  private static int level(int over, float under, float k) {
    return (int) (under + (over - under) * k + 0.5f);
  }
}
