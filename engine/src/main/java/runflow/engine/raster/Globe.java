package runflow.engine.raster;

import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;

/**
 * A planet lit from one side, with an atmosphere and, if it has one, a ring.
 *
 * @param radius in picture pixels
 * @param lightX of the direction to the star, with lightY and the rest towards the camera
 */
record Globe(
    Place.Planet kind,
    float centreX,
    float centreY,
    float radius,
    float lightX,
    float lightY,
    Noise noise)
    implements Paint {
  private static final float TILT = 0.24f;

  Region region(Lens lens) {
    float reach = radius * (kind == Place.Planet.RINGED ? 2.35f : 1.2f);
    float left = Math.max(-lens.marginX(), centreX - reach);
    float right = Math.min(lens.width() + lens.marginX(), centreX + reach);
    float top = Math.max(-lens.marginY(), centreY - reach);
    float bottom = Math.min(lens.height() + lens.marginY(), centreY + reach);
    return Region.box(left, top, right, bottom, 1);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float u = (x - centreX) / radius;
    float v = (y - centreY) / radius;
    float r = Maths.sqrt(u * u + v * v);
    float cover = Maths.clamp((1 - r) * radius + 0.5f);
    rgba[0] = 0;
    rgba[1] = 0;
    rgba[2] = 0;
    if (cover > 0) {
      surface(u, v, Math.min(1, r), rgba);
    }
    rgba[3] = cover;
    if (cover < 1) {
      halo(u, v, r, cover, rgba);
    }
    if (kind == Place.Planet.RINGED) {
      ring(u, v, r, rgba);
    }
  }

  private float lightZ() {
    return Maths.sqrt(Math.max(0.02f, 1 - lightX * lightX - lightY * lightY));
  }

  private void surface(float u, float v, float r, float[] rgba) {
    float w = Maths.sqrt(Math.max(0, 1 - r * r));
    float facing = u * lightX + v * lightY + w * lightZ();
    float day = Maths.smooth(-0.08f, 0.55f, facing) * (0.3f + 0.8f * Maths.clamp(facing));
    float curve = 1 / (0.45f + w);
    Rgb ground = ground(u * curve, v * curve, u, v);
    Rgb rim = air().times(0.6f * r * r * r * r * r * r * day);
    float night = 0.012f;
    rgba[0] = ground.r() * (day * 1.5f + night) + rim.r();
    rgba[1] = ground.g() * (day * 1.5f + night) + rim.g();
    rgba[2] = ground.b() * (day * 1.5f + night) + rim.b();
  }

  private Rgb air() {
    return switch (kind) {
      case EARTH -> new Rgb(0.20f, 0.44f, 0.95f);
      case ICE -> new Rgb(0.3f, 0.7f, 1f);
      case RED -> new Rgb(0.8f, 0.45f, 0.28f);
      case GIANT, RINGED -> new Rgb(0.6f, 0.5f, 0.36f);
    };
  }

  private Rgb ground(float mu, float mv, float u, float v) {
    return switch (kind) {
      case EARTH -> earth(mu, mv);
      case RED -> {
        float n = noise.fbm(mu * 2.4f + 21, mv * 2.4f + 3, 7);
        float dark = Maths.smooth(0.42f, 0.6f, noise.fbm(mu * 1.2f + 2, mv * 1.2f + 60, 5));
        Rgb rust = new Rgb(0.42f, 0.17f, 0.08f).towards(new Rgb(0.20f, 0.09f, 0.06f), dark);
        float pole = Maths.smooth(0.86f, 0.93f, -v + 0.06f * n);
        yield rust.times(0.6f + 0.8f * n).towards(new Rgb(0.8f, 0.8f, 0.82f), pole);
      }
      case GIANT, RINGED -> bands(mu, v + u * 0.12f);
      case ICE -> {
        float n = noise.fbm(mu * 0.8f + 9, mv * 4f + 30, 5);
        yield new Rgb(0.10f, 0.30f, 0.52f).towards(new Rgb(0.42f, 0.68f, 0.78f), n);
      }
    };
  }

  private Rgb earth(float mu, float mv) {
    float n = noise.fbm(mu * 1.5f + 21, mv * 1.5f + 3, 8);
    float land = Maths.smooth(0.505f, 0.53f, n);
    float dry = Maths.smooth(0.4f, 0.6f, noise.fbm(mu * 2.2f + 5, mv * 2.2f + 44, 5));
    Rgb green = new Rgb(0.05f, 0.085f, 0.03f).towards(new Rgb(0.24f, 0.175f, 0.10f), dry);
    Rgb shore = new Rgb(0.010f, 0.038f, 0.115f).towards(green, land);
    float warp = noise.fbm(mu * 1.4f + 3, mv * 2.2f + 8, 4);
    float swirl = noise.fbm(mu * 2 + 70 + warp * 2.2f, mv * 3.2f + 31 + warp, 8);
    float fine = noise.fbm(mu * 7 + 15, mv * 9 + 60, 5);
    float cloud = 0.9f * Maths.smooth(0.47f, 0.70f, swirl + 0.22f * (fine - 0.5f));
    return shore.towards(new Rgb(0.62f, 0.64f, 0.67f), cloud);
  }

  private Rgb bands(float mu, float v) {
    float wobble = noise.fbm(mu * 1.6f + 12, v * 7 + 40, 5) - 0.5f;
    float lane = noise.fbm(0.5f + wobble * 0.35f, v * 5.2f + 80 + wobble * 0.55f, 4);
    float fine = noise.fbm(mu * 2.6f + 5, v * 22 + wobble * 3 + 20, 4);
    Rgb cream = new Rgb(0.62f, 0.50f, 0.36f);
    Rgb brown = new Rgb(0.34f, 0.19f, 0.11f);
    return brown.towards(cream, Maths.smooth(0.32f, 0.62f, lane)).times(0.72f + 0.5f * fine);
  }

  private void halo(float u, float v, float r, float cover, float[] rgba) {
    boolean thick = kind == Place.Planet.EARTH || kind == Place.Planet.ICE;
    float out = Math.max(0, r - 1);
    float facing = (u * lightX + v * lightY) / Math.max(1, r);
    float k = Maths.exp(-out * (thick ? 36 : 70)) * Maths.smooth(-0.35f, 0.6f, facing);
    float alpha = (1 - cover) * k * (thick ? 0.75f : 0.4f);
    if (alpha > 0.002f) {
      Rgb air = air();
      float total = cover + alpha;
      rgba[0] = (rgba[0] * cover + air.r() * alpha) / total;
      rgba[1] = (rgba[1] * cover + air.g() * alpha) / total;
      rgba[2] = (rgba[2] * cover + air.b() * alpha) / total;
      rgba[3] = total;
    }
  }

  private void ring(float u, float v, float r, float[] rgba) {
    float turnedU = u * 0.94f + v * 0.34f;
    float turnedV = (v * 0.94f - u * 0.34f) / TILT;
    float q = Maths.sqrt(turnedU * turnedU + turnedV * turnedV);
    boolean behind = turnedV < 0 && r < 1;
    if (q < 1.3f || q > 2.25f || behind) {
      return;
    }
    float bands = 0.35f + 0.75f * noise.at(q * 26, 3.5f) * (0.6f + 0.4f * noise.at(q * 90, 8.5f));
    float gap = Math.abs(q - 1.88f) < 0.03f ? 0.12f : 1;
    float alpha = bands * gap * Maths.smooth(1.3f, 1.36f, q) * Maths.smooth(2.25f, 2.2f, q);
    float across = u * lightX + v * lightY;
    float off = u * lightY - v * lightX;
    float shade = across < 0 && Math.abs(off) < 1 && turnedV < 0 ? 0.08f : 1;
    float a = Math.min(0.92f, alpha);
    rgba[0] = Maths.mix(rgba[0] * rgba[3], 0.85f * shade, a);
    rgba[1] = Maths.mix(rgba[1] * rgba[3], 0.72f * shade, a);
    rgba[2] = Maths.mix(rgba[2] * rgba[3], 0.54f * shade, a);
    float total = rgba[3] + (1 - rgba[3]) * a;
    rgba[0] /= total;
    rgba[1] /= total;
    rgba[2] /= total;
    rgba[3] = total;
  }
}
