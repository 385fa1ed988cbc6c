package runflow.engine.raster;

import runflow.engine.scene.Figure;
import runflow.engine.scene.Rgb;

/**
 * Somebody who stands in the scene, put together from rounded limbs, with a shadow. Not
 * thread-safe.
 */
final class Person implements Paint {
  /**
   * Where the person stands and in which light.
   *
   * @param x column of the feet
   * @param y row of the feet
   * @param height from feet to crown, in picture pixels
   * @param side of the light: -1 left, 1 right
   * @param shadow how dark the shadow is, 0 to 1
   */
  record Stance(float x, float y, float height, float side, Rgb sun, Rgb ambient, float shadow) {}

  /** One rounded limb between two points, in heights of the person; the right side is positive. */
  private record Limb(
      float x0, float y0, float x1, float y1, float r0, float r1, float front, Rgb colour) {}

  private static final Rgb SUIT = new Rgb(0.66f, 0.64f, 0.62f);
  private static final Rgb PACK = new Rgb(0.42f, 0.41f, 0.41f);
  private static final Rgb GREY = new Rgb(0.20f, 0.20f, 0.21f);
  private static final Rgb GOLD = new Rgb(1.0f, 0.55f, 0.10f);
  private static final Rgb CLOTH = new Rgb(0.20f, 0.045f, 0.055f);
  private static final Rgb SKIN = new Rgb(0.38f, 0.23f, 0.16f);
  private static final Rgb HAIR = new Rgb(0.055f, 0.032f, 0.022f);

  private static final Limb[] ASTRONAUT = {
    new Limb(-0.10f, 0.04f, -0.075f, 0.46f, 0.062f, 0.082f, 0, SUIT),
    new Limb(0.085f, 0.035f, 0.065f, 0.46f, 0.062f, 0.082f, 0.01f, SUIT),
    new Limb(-0.115f, 0.03f, -0.085f, 0.03f, 0.045f, 0.045f, 0.02f, GREY),
    new Limb(0.075f, 0.025f, 0.115f, 0.025f, 0.045f, 0.045f, 0.03f, GREY),
    new Limb(0, 0.50f, 0, 0.72f, 0.135f, 0.150f, 0.02f, SUIT),
    new Limb(-0.055f, 0.58f, -0.055f, 0.78f, 0.095f, 0.10f, 0.07f, PACK),
    new Limb(0.055f, 0.58f, 0.055f, 0.78f, 0.095f, 0.10f, 0.07f, PACK),
    new Limb(-0.17f, 0.755f, -0.235f, 0.60f, 0.066f, 0.056f, 0.03f, SUIT),
    new Limb(-0.235f, 0.60f, -0.215f, 0.47f, 0.056f, 0.050f, 0.04f, SUIT),
    new Limb(0.17f, 0.755f, 0.24f, 0.61f, 0.066f, 0.056f, 0.03f, SUIT),
    new Limb(0.24f, 0.61f, 0.235f, 0.48f, 0.056f, 0.050f, 0.04f, SUIT),
    new Limb(-0.215f, 0.455f, -0.213f, 0.435f, 0.046f, 0.040f, 0.05f, GREY),
    new Limb(0.235f, 0.465f, 0.235f, 0.445f, 0.046f, 0.040f, 0.05f, GREY),
    new Limb(0, 0.885f, 0.012f, 0.89f, 0.112f, 0.112f, 0.06f, SUIT),
    new Limb(0.048f, 0.89f, 0.062f, 0.89f, 0.068f, 0.066f, 0.13f, GOLD)
  };

  private static final Limb[] WALKER = {
    new Limb(-0.045f, 0.02f, -0.04f, 0.30f, 0.026f, 0.032f, 0, SKIN),
    new Limb(0.05f, 0.045f, 0.04f, 0.30f, 0.026f, 0.032f, 0, SKIN),
    new Limb(0.005f, 0.13f, 0, 0.58f, 0.115f, 0.062f, 0.02f, CLOTH),
    new Limb(0, 0.58f, 0, 0.76f, 0.062f, 0.080f, 0.02f, CLOTH),
    new Limb(-0.075f, 0.78f, -0.112f, 0.60f, 0.036f, 0.028f, 0.03f, CLOTH),
    new Limb(-0.112f, 0.60f, -0.105f, 0.46f, 0.024f, 0.019f, 0.03f, SKIN),
    new Limb(0.075f, 0.78f, 0.115f, 0.61f, 0.036f, 0.028f, 0.03f, CLOTH),
    new Limb(0.115f, 0.61f, 0.125f, 0.47f, 0.024f, 0.019f, 0.03f, SKIN),
    new Limb(0, 0.82f, 0, 0.86f, 0.026f, 0.026f, 0.01f, SKIN),
    new Limb(0, 0.915f, 0.004f, 0.93f, 0.060f, 0.062f, 0.03f, HAIR),
    new Limb(0, 0.74f, 0, 0.90f, 0.034f, 0.056f, 0.055f, HAIR)
  };

  private final Limb[] limbs;
  private final Stance stance;
  private final float[] best = new float[4];

  Person(Figure figure, Stance stance) {
    this.stance = stance;
    limbs = figure == Figure.ASTRONAUT ? ASTRONAUT : WALKER;
  }

  Region region() {
    float h = stance.height();
    return Region.box(
        stance.x() - 0.9f * h,
        stance.y() - 1.1f * h,
        stance.x() + 0.9f * h,
        stance.y() + 0.3f * h,
        1);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float u = (x - stance.x()) / stance.height() * stance.side();
    float v = (stance.y() - y) / stance.height();
    best[0] = -1;
    Rgb colour = GREY;
    for (Limb limb : limbs) {
      if (meet(limb, u, v)) {
        colour = limb.colour();
      }
    }
    if (best[0] < 0) {
      shadow(u, v, rgba);
      return;
    }
    float nx = best[1];
    float ny = best[2];
    float nz = Maths.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
    boolean mirror = colour.equals(GOLD);
    float direct = Math.max(0, nx * 0.78f + ny * 0.42f + nz * 0.30f);
    float around = 0.75f + 0.35f * ny;
    if (mirror) {
      direct = 0.35f * direct + 1.6f * direct * direct * direct * direct * direct * direct;
      around = ny > -0.1f ? 0.9f : 0.35f;
    }
    Rgb sun = stance.sun();
    Rgb ambient = stance.ambient();
    rgba[0] = colour.r() * (sun.r() * direct + ambient.r() * around * 1.7f);
    rgba[1] = colour.g() * (sun.g() * direct + ambient.g() * around * 1.7f);
    rgba[2] = colour.b() * (sun.b() * direct + ambient.b() * around * 1.7f);
    rgba[3] = best[3];
  }

  /** Takes the limb if it lies nearest to the camera at a point. */
  private boolean meet(Limb limb, float u, float v) {
    float ax = limb.x1() - limb.x0();
    float ay = limb.y1() - limb.y0();
    float along = Maths.clamp(((u - limb.x0()) * ax + (v - limb.y0()) * ay) / (ax * ax + ay * ay));
    float radius = limb.r0() + (limb.r1() - limb.r0()) * along;
    float dx = (u - limb.x0() - ax * along) / radius;
    float dy = (v - limb.y0() - ay * along) / radius;
    float q = dx * dx + dy * dy;
    float cover = Maths.clamp((1 - Maths.sqrt(q)) * radius * stance.height() + 0.5f);
    if (cover <= 0) {
      return false;
    }
    float front = limb.front() + radius * Maths.sqrt(Math.max(0, 1 - q)) + 0.001f;
    boolean nearer = front > best[0] && cover > 0.5f;
    if (nearer || best[0] < 0) {
      best[3] = Math.max(cover, best[0] < 0 ? 0 : best[3]);
      best[0] = front;
      best[1] = dx;
      best[2] = dy;
      return true;
    }
    best[3] = Math.max(best[3], cover);
    return false;
  }

  /** The shadow on the ground, away from the light and towards the camera. */
  private void shadow(float u, float v, float[] rgba) {
    float along = -v / 0.16f;
    float across = u + 0.42f * along * 1.3f;
    float wide = 0.15f - 0.04f * along;
    float k = 0;
    if (along > -0.12f && along < 1.3f) {
      float edge = Maths.smooth(1, 0.55f, Math.abs(across) / wide);
      k = edge * Maths.smooth(-0.12f, 0.05f, along) * (1 - along / 1.3f);
    }
    rgba[0] = stance.ambient().r() * 0.25f;
    rgba[1] = stance.ambient().g() * 0.2f;
    rgba[2] = stance.ambient().b() * 0.2f;
    rgba[3] = Math.min(1, k * stance.shadow());
  }
}
