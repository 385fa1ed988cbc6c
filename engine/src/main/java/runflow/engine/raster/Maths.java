package runflow.engine.raster;

/** Float arithmetic that gives the same bits on every machine. */
final class Maths {
  private static final int SINES = 4096;
  private static final float[] SINE = new float[SINES + 1];

  static {
    for (int i = 0; i <= SINES; i++) {
      SINE[i] = (float) StrictMath.sin(2 * Math.PI * i / SINES);
    }
  }

  private Maths() {}

  static float clamp(float x) {
    return Math.min(1, Math.max(0, x));
  }

  static float mix(float a, float b, float k) {
    return a + (b - a) * k;
  }

  /** 0 below {@code low}, 1 above {@code high}, smooth between. */
  static float smooth(float low, float high, float x) {
    float t = clamp((x - low) / (high - low));
    return t * t * (3 - 2 * t);
  }

  /** e to the power of a number that is not positive; exact to a few parts in a thousand. */
  static float exp(float x) {
    if (x < -20f) {
      return 0;
    }
    float t = 1 + x * (1f / 256);
    t *= t;
    t *= t;
    t *= t;
    t *= t;
    t *= t;
    t *= t;
    t *= t;
    return t * t;
  }

  static float sin(double radians) {
    double turns = radians * (1 / (2 * Math.PI));
    float place = (float) ((turns - Math.floor(turns)) * SINES);
    int i = Math.min(SINES - 1, (int) place);
    return SINE[i] + (SINE[i + 1] - SINE[i]) * (place - i);
  }

  static float cos(double radians) {
    return sin(radians + Math.PI / 2);
  }

  /** What is left of a number after its whole part. */
  static float fraction(float x) {
    return x - floor(x);
  }

  /** The largest whole number that is not above a number. */
  static int floor(float x) {
    int whole = (int) x;
    return x < whole ? whole - 1 : whole;
  }

  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /** A number in 0 to 1 that looks random, from a number. */
  static float hash(int value) {
    int a = value;
    a ^= a >>> 16;
    a *= 0x7feb352d;
    a ^= a >>> 15;
    a *= 0x846ca68b;
    a ^= a >>> 16;
    return (a >>> 8) * (1f / 16777216f);
  }

  static float hash(int a, int b) {
    return hash(a * 0x9e3779b1 + b * 0x85ebca6b + 17);
  }
}
