package runflow.engine.raster;

import runflow.engine.scene.Look;

/**
 * What a style and a mood do to a colour after the tone curve: a table of luma, and gains and
 * shifts of chroma for dark and bright.
 */
final class Grade {
  private static final int STEPS = 220;

  private final float[] luma = new float[STEPS + 2];
  private final float gain;
  private final float[] shiftBlue = new float[STEPS + 2];
  private final float[] shiftRed = new float[STEPS + 2];

  Grade(Look look) {
    gain = gain(look);
    for (int i = 0; i < luma.length; i++) {
      float t = Math.min(1, i / (float) STEPS);
      luma[i] = 16 + 219 * Maths.clamp(mood(look, curve(look, t)));
      float dark = (1 - t) * (1 - t);
      float bright = t * t;
      switch (look.style()) {
        case NATURAL, NOIR, WATERCOLOUR, ANIME -> {}
        case CINEMATIC -> split(i, 5.5f * dark * (1 - dark * 0.35f), 4.5f * bright);
        case VINTAGE -> split(i, 1.5f * dark - 6f * (1 - dark), 5f);
      }
      switch (look.mood()) {
        case PLAIN, SERENE, JOYFUL -> {}
        case EPIC -> split(i, 3f * dark, 3f * bright);
        case DARK -> split(i, 3f * dark, 0);
        case EERIE -> split(i, 2.5f * dark, -5f * (1 - bright));
        case ROMANTIC -> split(i, -2.5f, 3.5f);
      }
    }
  }

  private void split(int i, float cool, float warm) {
    shiftBlue[i] += cool - warm * 0.8f;
    shiftRed[i] += warm - cool * 0.75f;
  }

  private static float gain(Look look) {
    float style =
        switch (look.style()) {
          case NATURAL -> 1;
          case CINEMATIC -> 0.94f;
          case NOIR -> 0;
          case WATERCOLOUR -> 0.92f;
          case ANIME -> 1.32f;
          case VINTAGE -> 0.66f;
        };
    float mood =
        switch (look.mood()) {
          case PLAIN, SERENE -> 1;
          case DARK -> 0.84f;
          case EERIE -> 0.78f;
          case JOYFUL -> 1.14f;
          case EPIC, ROMANTIC -> 1.04f;
        };
    return style * mood;
  }

  private static float curve(Look look, float t) {
    float s = t * t * (3 - 2 * t);
    return switch (look.style()) {
      case NATURAL -> t;
      case CINEMATIC -> Maths.mix(t, s, 0.30f);
      case NOIR -> Maths.mix(t, s, 0.95f) * 1.06f;
      case VINTAGE -> 0.085f + 0.80f * Maths.mix(t, s, 0.25f);
      case WATERCOLOUR -> 0.13f + 0.84f * Maths.sqrt(t) * Maths.mix(1, Maths.sqrt(t), 0.55f);
      case ANIME -> steps(Maths.sqrt(t) * Maths.mix(1, Maths.sqrt(t), 0.72f));
    };
  }

  /** Drawn in few tones, with narrow soft edges between them. */
  private static float steps(float t) {
    float n = 11;
    float x = t * n;
    float whole = Maths.floor(x);
    float edge = Maths.smooth(0.35f, 0.65f, x - whole);
    return Maths.mix(t, (whole + edge) / n, 0.75f);
  }

  private static float mood(Look look, float t) {
    float s = t * t * (3 - 2 * t);
    return switch (look.mood()) {
      case PLAIN, ROMANTIC -> t;
      case EPIC, DARK -> Maths.mix(t, s, 0.28f);
      case SERENE -> 0.03f + 0.95f * t;
      case EERIE -> Maths.mix(t, s, 0.15f);
      case JOYFUL -> Maths.mix(t, Maths.sqrt(t), 0.12f);
    };
  }

  /** Changes y, u, v in place. */
  void apply(float[] yuv) {
    float place = Math.max(0, Math.min(STEPS, (yuv[0] - 16) * (STEPS / 219f)));
    int i = (int) place;
    float f = place - i;
    yuv[0] = luma[i] + (luma[i + 1] - luma[i]) * f;
    yuv[1] = 128 + (yuv[1] - 128 + shiftBlue[i]) * gain;
    yuv[2] = 128 + (yuv[2] - 128 + shiftRed[i]) * gain;
  }
}
