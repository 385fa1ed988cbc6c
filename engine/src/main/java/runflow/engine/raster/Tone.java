package runflow.engine.raster;

import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Look;
import runflow.engine.scene.Mood;
import runflow.engine.scene.Style;

/**
 * The tone curve: linear light to BT.709 limited-range YUV, luma 16 to 235 and chroma around 128.
 */
final class Tone {
  private static final int STEPS = 4096;
  private static final float RANGE = 8;
  private static final float[] CURVE = new float[STEPS + 1];
  private static final float SATURATION = 1.12f;

  static {
    for (int i = 0; i <= STEPS; i++) {
      double x = i * (double) RANGE / STEPS;
      double film = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
      double v = StrictMath.pow(Math.min(1, Math.max(0, film)), 1 / 2.2);
      double contrast = v * v * (3 - 2 * v);
      CURVE[i] = (float) (v + (contrast - v) * 0.55);
    }
  }

  private final float exposure;

  private final @Nullable Grade grade;

  Tone(float exposure) {
    this.exposure = exposure;
    grade = null;
  }

  /** The curve and the grade of a look. */
  Tone(float exposure, Look look) {
    this.exposure = exposure;
    boolean plain = look.style() == Style.NATURAL && look.mood() == Mood.PLAIN;
    grade = plain ? null : new Grade(look);
  }

  /** Replaces linear r, g, b in the first three places by y, u, v. */
  void apply(float[] colour) {
    float r = curve(colour[0] * exposure);
    float g = curve(colour[1] * exposure);
    float b = curve(colour[2] * exposure);
    float grey = 0.2126f * r + 0.7152f * g + 0.0722f * b;
    r = positive(grey + (r - grey) * SATURATION);
    g = positive(grey + (g - grey) * SATURATION);
    b = positive(grey + (b - grey) * SATURATION);
    float y = 0.2126f * r + 0.7152f * g + 0.0722f * b;
    colour[0] = 16 + 219 * y;
    colour[1] = 128 + (b - y) * (224 / 1.8556f);
    colour[2] = 128 + (r - y) * (224 / 1.5748f);
    if (grade != null) {
      grade.apply(colour);
    }
  }

  private static float positive(float x) {
    return x > 0 ? x : 0;
  }

  private static float curve(float x) {
    float v = x * (STEPS / RANGE);
    if (!(v > 0)) {
      return CURVE[0];
    }
    if (v >= STEPS - 1) {
      return CURVE[STEPS];
    }
    int i = (int) v;
    return CURVE[i] + (CURVE[i + 1] - CURVE[i]) * (v - i);
  }
}
