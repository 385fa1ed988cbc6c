package runflow.engine.raster;

import java.util.Arrays;

/**
 * The Earth's face: continents with coasts, biomes by latitude, clouds that turn around storms, the
 * sun on the sea, and towns that shine where it is night. A direction is given from the middle of
 * the globe: x to the right of the picture, y up, z towards the camera. Not thread-safe.
 */
final class Earth {
  /** Where storms turn, as longitude and latitude in radians, and how far around. */
  private static final float[][] STORMS = {
    {0.5f, 0.62f, 0.30f}, {-0.7f, -0.72f, 0.34f}, {-1.1f, 0.35f, 0.20f},
    {1.3f, -0.42f, 0.24f}, {2.5f, 0.7f, 0.32f}, {-2.4f, -0.6f, 0.3f}
  };

  private static final float SEA = 0.515f;

  /** Cosine to the sun at which it is night. */
  private static final float DARK = -0.06f;

  /** Cosine and sine of how far the axis leans towards the camera. */
  private static final float[] NOD = {0.966f, 0.259f};

  private static final int TURNS = 24;

  private final Noise noise;
  private final float[] star;
  private final float[] lean;
  private final float[][] storms = new float[STORMS.length][];
  private final float[] at = new float[3];
  private final float[] swirled = new float[3];
  private float turnSine;
  private float turnCosine;

  /**
   * A face, turned so that both land and sea are seen.
   *
   * @param star x, y and z of the direction to the sun
   * @param lean radians that the axis leans to the side
   * @param middle x, y and z of the direction that is seen best
   */
  Earth(Noise noise, float[] star, float lean, float[] middle) {
    this.noise = noise;
    this.star = star;
    this.lean = new float[] {Maths.cos(lean), Maths.sin(lean)};
    for (int i = 0; i < storms.length; i++) {
      float flat = Maths.cos(STORMS[i][1]);
      float x = flat * Maths.sin(STORMS[i][0]);
      float z = flat * Maths.cos(STORMS[i][0]);
      storms[i] = new float[] {x, Maths.sin(STORMS[i][1]), z, STORMS[i][2]};
    }
    face(middle);
  }

  /** Turns the globe to where land and sea are in balance around what is seen best. */
  private void face(float[] middle) {
    float best = 2;
    int chosen = 0;
    for (int i = 0; i < TURNS; i++) {
      turn(i);
      float off = Math.abs(land(middle) - 0.5f);
      if (off < best) {
        best = off;
        chosen = i;
      }
    }
    turn(chosen);
  }

  private void turn(int step) {
    double angle = 2 * Math.PI * step / TURNS;
    turnSine = Maths.sin(angle);
    turnCosine = Maths.cos(angle);
  }

  /** The share of land around a direction. */
  private float land(float[] middle) {
    int land = 0;
    for (int i = 0; i < 49; i++) {
      float x = middle[0] + 0.17f * (i % 7 - 3);
      float y = middle[1] + 0.17f * (i / 7 - 3);
      float z = middle[2];
      float length = Maths.sqrt(x * x + y * y + z * z);
      turn(x / length, y / length, z / length);
      land += height(at[0], at[1], at[2]) > SEA ? 1 : 0;
    }
    return land / 49f;
  }

  /** Writes the light that comes from where the globe faces a direction. */
  void at(float x, float y, float z, float[] rgb) {
    turn(x, y, z);
    float facing = x * star[0] + y * star[1] + z * star[2];
    float height = height(at[0], at[1], at[2]);
    if (facing > DARK) {
      day(x, y, z, height, rgb);
      float day = Maths.smooth(DARK, 0.24f, facing) * (0.16f + 0.98f * Maths.clamp(facing));
      float low = Maths.exp(-Math.max(0, facing) * 7);
      rgb[0] *= day * (1 + 0.5f * low) * 1.55f;
      rgb[1] *= day * (1 - 0.06f * low) * 1.55f;
      rgb[2] *= day * (1 - 0.5f * low) * 1.55f;
    } else {
      Arrays.fill(rgb, 0, 3, 0);
    }
    towns(height, Maths.smooth(0.02f, -0.14f, facing), rgb);
  }

  /** Ground, sea and clouds in full light. */
  private void day(float x, float y, float z, float height, float[] rgb) {
    float cloud = cloud(at[0], at[1], at[2]);
    ground(height, rgb);
    if (height < SEA) {
      glint(x, y, z, rgb);
    }
    float thick = 0.66f + 0.12f * cloud;
    for (int k = 0; k < 3; k++) {
      rgb[k] = Maths.mix(rgb[k], thick, cloud);
    }
  }

  /** Turns a direction of the picture into one of the globe. */
  private void turn(float x, float y, float z) {
    float u = x * lean[0] - y * lean[1];
    float up = x * lean[1] + y * lean[0];
    float v = up * NOD[0] + z * NOD[1];
    float w = z * NOD[0] - up * NOD[1];
    at[0] = u * turnCosine + w * turnSine;
    at[1] = v;
    at[2] = w * turnCosine - u * turnSine;
  }

  /** How high the ground stands, 0 to 1; below {@link #SEA} there is water. */
  private float height(float x, float y, float z) {
    float bend = 0.9f * (noise.solid(x * 2.3f + 7, y * 2.3f + 3, z * 2.3f + 11, 3) - 0.5f);
    float broad = noise.solid(x * 1.15f + 20 + bend, y * 1.15f + 9 - bend, z * 1.15f + 4, 3);
    float fine = noise.solid(x * 5.2f + 40 + bend, y * 5.2f + 17, z * 5.2f - bend, 6);
    return 0.5f + 1.5f * (broad - 0.5f) + 0.42f * (fine - 0.5f);
  }

  private void ground(float height, float[] rgb) {
    if (height < SEA) {
      float shelf = Maths.exp((height - SEA) * 60);
      rgb[0] = 0.005f + 0.020f * shelf;
      rgb[1] = 0.020f + 0.075f * shelf;
      rgb[2] = 0.062f + 0.080f * shelf;
      ice(Math.abs(at[1]) - 0.94f, rgb);
      return;
    }
    float latitude = Math.abs(at[1]);
    float wild = noise.solid(at[0] * 4 + 61, at[1] * 4 + 5, at[2] * 4 + 23, 5) - 0.5f;
    float zone = latitude + 0.22f * wild;
    float dry = Maths.smooth(0.16f, 0.34f, zone) * Maths.smooth(0.66f, 0.50f, zone);
    dry *= Maths.smooth(-0.16f, 0.12f, wild + 0.9f * (height - SEA));
    float cold = Maths.smooth(0.62f, 0.86f, zone);
    float rock = Maths.smooth(0.09f, 0.20f, height - SEA) * 0.6f;
    float grain = 0.82f + 0.7f * wild;
    rgb[0] = shade(0.026f, 0.300f, 0.085f, 0.15f, dry, cold, rock) * grain;
    rgb[1] = shade(0.062f, 0.200f, 0.088f, 0.12f, dry, cold, rock) * grain;
    rgb[2] = shade(0.016f, 0.098f, 0.052f, 0.09f, dry, cold, rock) * grain;
    ice(zone - 0.87f + 0.4f * (height - SEA), rgb);
  }

  private static float shade(
      float green, float sand, float taiga, float stone, float dry, float cold, float rock) {
    return Maths.mix(Maths.mix(Maths.mix(green, sand, dry), taiga, cold), stone, rock);
  }

  private static void ice(float over, float[] rgb) {
    float cover = Maths.smooth(0, 0.05f, over);
    rgb[0] = Maths.mix(rgb[0], 0.60f, cover);
    rgb[1] = Maths.mix(rgb[1], 0.66f, cover);
    rgb[2] = Maths.mix(rgb[2], 0.72f, cover);
  }

  /** The sun in the waves: a bright place with a wide, faint one around it. */
  private void glint(float x, float y, float z, float[] rgb) {
    float hx = star[0];
    float hy = star[1];
    float hz = star[2] + 1;
    float long2 = hx * hx + hy * hy + hz * hz;
    float mirror = (x * hx + y * hy + z * hz) / Maths.sqrt(Math.max(0.01f, long2));
    float off = Math.max(0, 1 - mirror);
    float light = 0.30f * Maths.exp(-off * 260) + 0.16f * Maths.exp(-off * 34);
    rgb[0] += light;
    rgb[1] += light * 0.92f;
    rgb[2] += light * 0.78f;
  }

  /** How much cloud covers a place: belts by latitude, drawn out along them, wound up in storms. */
  private float cloud(float x, float y, float z) {
    wind(x, y, z);
    float u = swirled[0];
    float v = swirled[1];
    float w = swirled[2];
    float bend = 1.3f * (noise.solid(u * 2.2f + 3, v * 2.2f + 8, w * 2.2f + 5, 3) - 0.5f);
    float wide = noise.solid(u * 2.6f + 70 + bend, v * 4.6f + 31 - bend, w * 2.6f + 12, 4);
    float fine = noise.solid(u * 9f + 15 + bend, v * 15f + 60, w * 9f + 44 - bend, 6);
    float veil = noise.solid(u * 5f + 7 - bend, v * 12f + 22 + bend, w * 5f + 90, 6);
    float belt = 0.10f * Maths.cos(y * 11) - 0.05f * Maths.smooth(0.8f, 1, Math.abs(y));
    float thick = 0.5f + 1.15f * (wide - 0.5f) + 0.62f * (fine - 0.5f) + 0.5f * belt;
    float thin = 0.30f * Maths.smooth(0.46f, 0.72f, veil + belt);
    return Math.max(thin, Maths.smooth(0.49f, 0.80f, thick) * 0.96f);
  }

  private void wind(float x, float y, float z) {
    swirled[0] = x;
    swirled[1] = y;
    swirled[2] = z;
    for (float[] storm : storms) {
      float near = x * storm[0] + y * storm[1] + z * storm[2];
      float reach = 1 - (1 - near) / (storm[3] * storm[3] * 0.5f);
      if (reach > 0) {
        wind(storm, near, (storm[1] > 0 ? 3.1f : -3.1f) * reach * reach);
      }
    }
  }

  /** Turns a direction around a storm's middle. */
  private void wind(float[] axis, float near, float angle) {
    float c = Maths.cos(angle);
    float s = Maths.sin(angle);
    float x = swirled[0];
    float y = swirled[1];
    float z = swirled[2];
    float rest = near * (1 - c);
    swirled[0] = x * c + (axis[1] * z - axis[2] * y) * s + axis[0] * rest;
    swirled[1] = y * c + (axis[2] * x - axis[0] * z) * s + axis[1] * rest;
    swirled[2] = z * c + (axis[0] * y - axis[1] * x) * s + axis[2] * rest;
  }

  /** Lights of towns, strung along coasts and scattered inland. */
  private void towns(float height, float night, float[] rgb) {
    rgb[2] += 0.004f;
    if (night <= 0 || height < SEA || Math.abs(at[1]) > 0.84f) {
      return;
    }
    float people = noise.solid(at[0] * 9 + 90, at[1] * 9 + 33, at[2] * 9 + 71, 5);
    float coast = Maths.exp(-(height - SEA) * 22);
    float settled = Maths.smooth(0.46f, 0.70f, people + 0.12f * coast);
    float spots = noise.solid(at[0] * 210 + 7, at[1] * 210 + 2, at[2] * 210 + 9, 3);
    float streets = 0.05f + 1.2f * Maths.smooth(0.50f, 0.70f, spots);
    float light = night * settled * settled * streets * 0.5f;
    rgb[0] += light;
    rgb[1] += light * 0.62f;
    rgb[2] += light * 0.26f;
  }
}
