package runflow.engine.raster;

import java.util.SplittableRandom;

/** Smooth value noise over a lattice of 256 by 256 that repeats. Immutable and safe to share. */
final class Noise {
  private static final int SIZE = 256;

  private final float[] lattice = new float[SIZE * SIZE];

  Noise(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) random.nextDouble();
    }
  }

  /** Noise in 0 to 1; coordinates must lie within ±16384. */
  float at(float x, float y) {
    int xi = (int) (x + 16384f) - 16384;
    int yi = (int) (y + 16384f) - 16384;
    float fx = x - xi;
    float fy = y - yi;
    fx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    fy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    int row0 = (yi & 255) << 8;
    int row1 = ((yi + 1) & 255) << 8;
    int col0 = xi & 255;
    int col1 = (xi + 1) & 255;
    float top = lattice[row0 | col0];
    top += (lattice[row0 | col1] - top) * fx;
    float low = lattice[row1 | col0];
    low += (lattice[row1 | col1] - low) * fx;
    return top + (low - top) * fy;
  }

  /** Sum of octaves, each turned and half as strong as the one before; 0 to 1, mostly near 0.5. */
  float fbm(float x, float y, int octaves) {
    float sum = 0;
    float weight = 0.5f;
    float u = x;
    float v = y;
    for (int i = 0; i < octaves; i++) {
      sum += weight * at(u, v);
      float turned = u * 1.58f - v * 1.22f + 31.7f;
      v = u * 1.22f + v * 1.58f + 12.9f;
      u = turned;
      weight *= 0.5f;
    }
    return sum;
  }

  /** Sum of octaves over space, each half as strong as the one before; 0 to 1, mostly near 0.5. */
  float solid(float x, float y, float z, int octaves) {
    float sum = 0;
    float weight = 0.5f;
    float u = x;
    float v = y;
    float w = z;
    for (int i = 0; i < octaves; i++) {
      int slice = Maths.floor(w);
      float k = w - slice;
      float aside = (slice & 63) * 37.3f;
      float beyond = (slice + 1 & 63) * 37.3f;
      float below = at(u + aside, v - aside);
      float above = at(u + beyond, v - beyond);
      sum += weight * (below + (above - below) * k * k * (3 - 2 * k));
      float turned = u * 2.03f + 31.7f;
      u = v * 2.03f + 12.9f;
      v = w * 2.03f + 5.3f;
      w = turned;
      weight *= 0.5f;
    }
    return sum;
  }

  /** Octaves folded into sharp crests, each strong only where the one before is. */
  float ridged(float x, float y, int octaves) {
    float sum = 0;
    float weight = 0.5f;
    float gate = 1;
    float u = x;
    float v = y;
    for (int i = 0; i < octaves; i++) {
      float crest = 1 - Math.abs(2 * at(u, v) - 1);
      crest *= crest * gate;
      sum += weight * crest;
      gate = Math.min(1, crest * 1.8f + 0.12f);
      float turned = u * 1.58f - v * 1.22f + 17.1f;
      v = u * 1.22f + v * 1.58f + 5.3f;
      u = turned;
      weight *= 0.47f;
    }
    return sum;
  }
}
