package runflow.engine.raster;

import runflow.engine.raster.figure.Skin;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/**
 * The light on figures at one distance: a sun that stands behind them, light from everywhere, a
 * bright rim, and the haze before them. Not thread-safe.
 */
final class Lamp {
  /** Steps in which the light turns, too small to be seen, so that found colours last a while. */
  private static final float TURNS = 64;

  private final Palette palette;
  private final Lens lens;
  private final Tone tone;
  private final float haze;
  private final float shadow;
  private final Rgb air;
  private final float[] dark = new float[4];
  private float sunX;
  private final float sunY;
  private final float sunZ;

  /**
   * Light for a distance.
   *
   * @param distance in units of the ground
   * @param lit whether the sun or the moon throws shadows
   */
  Lamp(Palette palette, Lens lens, Tone tone, float distance, boolean lit) {
    this.palette = palette;
    this.lens = lens;
    this.tone = tone;
    haze = 1 - Maths.exp(-distance * palette.density() * 0.95f);
    float scatter = 0.25f * palette.glow();
    air = palette.haze().towards(palette.scatter(), scatter);
    shadow = lit ? 1 : 0.45f;
    float low = Maths.smooth(0.30f, 0.12f, palette.elevation());
    sunY = Maths.mix(0.75f, 0.42f, low);
    sunZ = Maths.mix(0.30f, -0.42f, low);
  }

  /** Turns the light to a figure at a column, and tells how far to the side it then comes from. */
  float aim(float x) {
    float side = (lens.sunX() - x) / lens.focal();
    sunX = Math.round(Math.max(-0.8f, Math.min(0.8f, side * 2.2f)) * TURNS) / TURNS;
    if (Math.abs(sunX) < 0.25f) {
      sunX = sunX < 0 ? -0.25f : 0.25f;
    }
    return sunX;
  }

  /** How dark shadows are, 0 to 1. */
  float strength() {
    return shadow;
  }

  /** Writes the luma and chroma of a surface that faces nx to the right and ny up. */
  void shade(Skin skin, float nx, float ny, float[] out) {
    float q = nx * nx + ny * ny;
    float nz = Maths.sqrt(Math.max(0, 1 - q));
    float facing = nx * sunX + ny * sunY + nz * sunZ;
    float direct = Math.max(0, facing * 0.92f + 0.08f);
    float edge = Math.max(0, nx * sunX + ny * sunY);
    float rim = 0.10f * edge * edge * q * q;
    float around = (0.62f + 0.38f * ny) * 1.75f;
    Rgb c = skin.colour();
    Rgb sun = palette.sun();
    Rgb ambient = palette.ambient();
    float g = skin.glow();
    out[0] = c.r() * (sun.r() * direct + ambient.r() * around + g) + rim * sun.r();
    out[1] = c.g() * (sun.g() * direct + ambient.g() * around + g) + rim * sun.g();
    out[2] = c.b() * (sun.b() * direct + ambient.b() * around + g) + rim * sun.b();
    if (skin.gloss() > 0) {
      gloss(skin, ny, facing, out);
    }
    finish(out, g > 0 ? haze * 0.4f : haze);
  }

  private void gloss(Skin skin, float ny, float facing, float[] out) {
    Rgb sky = palette.horizon().towards(palette.zenith(), Maths.clamp(0.3f + 0.7f * ny));
    float up = ny > -0.05f ? 0.55f : 0.12f;
    float spot = Math.max(0, facing);
    spot *= spot;
    spot *= spot * spot;
    float k = skin.gloss() * up;
    Rgb c = skin.colour();
    Rgb sun = palette.sun();
    out[0] += c.r() * sky.r() * k + spot * skin.gloss() * sun.r() * 0.5f;
    out[1] += c.g() * sky.g() * k + spot * skin.gloss() * sun.g() * 0.5f;
    out[2] += c.b() * sky.b() * k + spot * skin.gloss() * sun.b() * 0.5f;
  }

  /** Steam and smoke: lit from all sides. */
  void mist(Skin skin, float[] out) {
    Rgb light = palette.sun().times(0.30f);
    Rgb ambient = palette.ambient();
    Rgb c = skin.colour();
    out[0] = c.r() * (light.r() + ambient.r() * 1.9f);
    out[1] = c.g() * (light.g() + ambient.g() * 1.9f);
    out[2] = c.b() * (light.b() + ambient.b() * 1.9f);
    finish(out, haze);
  }

  /** What is added where something shines. */
  void light(Skin skin, float strength, float[] out) {
    Rgb c = skin.colour().times(strength * (1 - 0.6f * haze) / Math.max(0.3f, palette.exposure()));
    out[0] = c.r();
    out[1] = c.g();
    out[2] = c.b();
    tone.apply(out);
    black(dark);
    tone.apply(dark);
    out[0] -= dark[0];
    out[1] -= 128;
    out[2] -= 128;
  }

  private static void black(float[] out) {
    out[0] = 0;
    out[1] = 0;
    out[2] = 0;
  }

  /** The ground in a shadow. */
  void dark(float[] out, float k) {
    Rgb ambient = palette.ambient();
    out[0] = ambient.r() * k;
    out[1] = ambient.g() * k;
    out[2] = ambient.b() * k;
    finish(out, haze);
  }

  private void finish(float[] out, float k) {
    out[0] += (air.r() - out[0]) * k;
    out[1] += (air.g() - out[1]) * k;
    out[2] += (air.b() - out[2]) * k;
    tone.apply(out);
  }
}
