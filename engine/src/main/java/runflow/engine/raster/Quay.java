package runflow.engine.raster;

import java.util.List;
import runflow.engine.raster.figure.StreetLamps;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.TimeOfDay;

/** A road along the water, seen from its far pavement: railing, kerb, asphalt, wet if it rains. */
final class Quay implements Paint {
  private final Lens lens;
  private final Palette palette;
  private final Noise noise;
  private final float top;
  private final float unit;
  private final float dark;
  private final boolean wet;

  /** Red, green and blue that signs throw on each column of the wet road. */
  private final float[] neon;

  /**
   * A quay.
   *
   * @param top row of the kerb farthest away
   * @param unit pixels for a metre there
   */
  Quay(Lens lens, Palette palette, Noise noise, float top, float unit) {
    this.lens = lens;
    this.palette = palette;
    this.noise = noise;
    this.top = top;
    this.unit = unit;
    dark = 0;
    wet = false;
    neon = new float[0];
  }

  private Quay(Quay other, float dark, boolean wet, float[] neon) {
    lens = other.lens;
    palette = other.palette;
    noise = other.noise;
    top = other.top;
    unit = other.unit;
    this.dark = dark;
    this.wet = wet;
    this.neon = neon;
  }

  /** This quay at a time, dry or wet, under signs. */
  Quay at(TimeOfDay time, boolean rains, List<Neon.Sign> signs) {
    float lamps =
        switch (time) {
          case DAY -> 0;
          case GOLDEN, DAWN -> 0.2f;
          case DUSK -> 0.7f;
          case NIGHT -> 1;
        };
    return new Quay(this, lamps, rains, thrown(signs));
  }

  private float[] thrown(List<Neon.Sign> signs) {
    float[] columns = new float[lens.width() * 3];
    for (Neon.Sign sign : signs) {
      for (int x = 0; x < lens.width(); x++) {
        float d = (x - sign.x()) / (sign.wide() * 1.4f);
        float k = d * d < 12 ? sign.light() * Maths.exp(-d * d) : 0;
        columns[x * 3] += k * sign.colour().r();
        columns[x * 3 + 1] += k * sign.colour().g();
        columns[x * 3 + 2] += k * sign.colour().b();
      }
    }
    return columns;
  }

  /** How much larger than at the top of the road all is at a share of its rows. */
  static float grow(float down) {
    return 1 + 0.55f * down;
  }

  Region region() {
    return Region.rows(lens, 1, top - 1.3f * unit, lens.height() + lens.marginY());
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float down = (y - top) / (lens.height() - top);
    if (down < 0) {
      railing(x, y, rgba);
      return;
    }
    float u = (x - lens.width() / 2f) / (unit * grow(down));
    float v = down / (0.35f + 0.65f * down) * 7;
    boolean pavement = v < 0.9f;
    float grain = 0.75f + 0.5f * noise.fbm(u * 2.3f + 40, v * 5 + 9, 4);
    float tone = pavement ? 0.16f : 0.065f;
    if (pavement && (Maths.fraction(u * 0.8f) < 0.03f || Math.abs(v - 0.86f) < 0.05f)) {
      tone *= 0.6f;
    }
    if (!pavement && Math.abs(v - 3.5f) < 0.10f && Maths.fraction(u * 0.16f) < 0.5f) {
      tone = 0.34f;
    }
    Rgb sun = palette.sun();
    Rgb ambient = palette.ambient();
    float k = tone * grain;
    rgba[0] = k * (sun.r() * 0.35f + ambient.r() * 2);
    rgba[1] = k * (sun.g() * 0.35f + ambient.g() * 2);
    rgba[2] = k * (sun.b() * 0.35f + ambient.b() * 2);
    lamps(u, v, grain, rgba);
    if (wet) {
      float sheen = Maths.smooth(0.50f, 0.68f, noise.fbm(u * 0.5f + 7, v * 1.5f + 20, 4));
      Rgb sky = palette.middle();
      float s = 0.10f + 0.34f * sheen;
      rgba[0] += sky.r() * s * 0.55f;
      rgba[1] += sky.g() * s * 0.55f;
      rgba[2] += sky.b() * s * 0.6f;
      neon(x, v, sheen * 0.75f + 0.25f, rgba);
    }
    rgba[3] = 1;
  }

  /** The signs' light on the road, drawn out downwards and broken by what is dry. */
  private void neon(float x, float v, float wetness, float[] rgba) {
    int column = Math.max(0, Math.min(lens.width() - 1, (int) x)) * 3;
    float k = 0.22f * wetness * Maths.exp(-v * 0.28f);
    rgba[0] += neon[column] * k;
    rgba[1] += neon[column + 1] * k;
    rgba[2] += neon[column + 2] * k;
  }

  /** Pools of light under the lamps, drawn out downwards where it is wet. */
  private void lamps(float u, float v, float grain, float[] rgba) {
    float near = (Maths.fraction(u / StreetLamps.EVERY + 0.5f) - 0.5f) * StreetLamps.EVERY;
    float pool = 0.20f * dark * Maths.exp(-near * near * 0.10f - (v - 1) * (v - 1) * 0.10f) * grain;
    float streak =
        wet ? 0.42f * dark * Maths.exp(-near * near * 5) * Maths.exp(-v * 0.22f) * grain : 0;
    float k = pool + streak;
    rgba[0] += k * 1.1f;
    rgba[1] += k * 0.72f;
    rgba[2] += k * 0.34f;
  }

  private void railing(float x, float y, float[] rgba) {
    float up = (top - y) / unit;
    float u = (x - lens.width() / 2f) / unit;
    float soft = 0.6f / unit;
    float rail = Maths.smooth(soft, -soft, Math.abs(up - 1.0f) - 0.04f);
    rail = Math.max(rail, Maths.smooth(soft, -soft, Math.abs(up - 0.5f) - 0.022f));
    float post = Math.abs(Maths.fraction(u / 1.6f) - 0.5f) * 1.6f - 0.035f;
    if (up < 1.04f) {
      rail = Math.max(rail, Maths.smooth(soft, -soft, post));
    }
    Rgb ambient = palette.ambient();
    rgba[0] = ambient.r() * 0.10f;
    rgba[1] = ambient.g() * 0.10f;
    rgba[2] = ambient.b() * 0.11f;
    rgba[3] = rail;
  }
}
