package runflow.engine.raster;

import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;

/** A planet lit from one side, with an atmosphere and, if it has one, a ring. Not thread-safe. */
final class Globe implements Paint {
  /**
   * Where a planet is and how it is lit.
   *
   * @param radius in picture pixels
   * @param star x (right), y (down) and z (towards the camera) of the direction to its star
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pose(float centreX, float centreY, float radius, float[] star) {}

  private static final Rgb DAWN = new Rgb(1.5f, 0.72f, 0.32f);
  private static final float TILT = 0.24f;

  private final Place.Planet kind;
  private final Pose pose;
  private final Noise noise;
  private final float lightX;
  private final float lightY;
  private final float lightZ;

  /** The face of the Earth; null for another planet. */
  private final @Nullable Earth earth;

  Globe(Place.Planet kind, Pose pose, Noise noise) {
    this.kind = kind;
    this.pose = pose;
    this.noise = noise;
    lightX = pose.star[0];
    lightY = pose.star[1];
    lightZ = pose.star[2];
    earth = kind == Place.Planet.EARTH ? earth() : null;
  }

  private Earth earth() {
    float[] star = {lightX, -lightY, lightZ};
    boolean low = lightZ < 0;
    float[] middle = {0, low ? 0.86f : 0, low ? 0.5f : 1};
    return new Earth(noise, star, low ? 1.15f : 0.35f, middle);
  }

  /** From how many points of a sample with an edge in it the globe is painted. */
  int points() {
    return earth == null ? 4 : 1;
  }

  Region region(Lens lens) {
    float radius = pose.radius;
    float reach = radius * (kind == Place.Planet.RINGED ? 2.35f : 1.2f);
    float left = Math.max(-lens.marginX(), pose.centreX - reach);
    float right = Math.min(lens.width() + lens.marginX(), pose.centreX + reach);
    float top = Math.max(-lens.marginY(), pose.centreY - reach);
    float bottom = Math.min(lens.height() + lens.marginY(), pose.centreY + reach);
    return Region.box(left, top, right, bottom, 1);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float u = (x - pose.centreX) / pose.radius;
    float v = (y - pose.centreY) / pose.radius;
    float r = Maths.sqrt(u * u + v * v);
    float cover = Maths.clamp((1 - r) * pose.radius + 0.5f);
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

  private void surface(float u, float v, float r, float[] rgba) {
    float w = Maths.sqrt(Math.max(0, 1 - r * r));
    float facing = u * lightX + v * lightY + w * lightZ;
    float day = Maths.smooth(-0.08f, 0.55f, facing) * (0.3f + 0.8f * Maths.clamp(facing));
    float rim = 0.6f * r * r * r * r * r * r * day;
    if (earth != null) {
      earth.at(u, -v, w, rgba);
      float thin = (1 - w) * (1 - w);
      rim = Maths.smooth(-0.15f, 0.4f, facing) * (0.07f + 0.55f * thin * thin);
    } else {
      float curve = 1 / (0.45f + w);
      Chamber.set(rgba, ground(u * curve, v * curve, u, v), day * 1.5f + 0.012f);
    }
    float behind = r > 0.9f ? behind(u * lightX + v * lightY) : 0;
    Chamber.add(rgba, air().towards(DAWN, 0.8f * behind), rim);
  }

  private Rgb air() {
    return switch (kind) {
      case EARTH -> new Rgb(0.20f, 0.44f, 0.95f);
      case ICE -> new Rgb(0.3f, 0.7f, 1f);
      case RED -> new Rgb(0.8f, 0.45f, 0.28f);
      case GIANT, RINGED -> new Rgb(0.6f, 0.5f, 0.36f);
    };
  }

  /** The ground of a planet other than the Earth. */
  private Rgb ground(float mu, float mv, float u, float v) {
    if (kind == Place.Planet.RED) {
      return rust(mu, mv, v);
    }
    return kind == Place.Planet.ICE ? ice(mu, mv) : bands(mu, v + u * 0.12f);
  }

  private Rgb rust(float mu, float mv, float v) {
    float n = noise.fbm(mu * 2.4f + 21, mv * 2.4f + 3, 7);
    float dark = Maths.smooth(0.42f, 0.6f, noise.fbm(mu * 1.2f + 2, mv * 1.2f + 60, 5));
    Rgb rust = new Rgb(0.42f, 0.17f, 0.08f).towards(new Rgb(0.20f, 0.09f, 0.06f), dark);
    float pole = Maths.smooth(0.86f, 0.93f, -v + 0.06f * n);
    return rust.times(0.6f + 0.8f * n).towards(new Rgb(0.8f, 0.8f, 0.82f), pole);
  }

  private Rgb ice(float mu, float mv) {
    float n = noise.fbm(mu * 0.8f + 9, mv * 4f + 30, 5);
    return new Rgb(0.10f, 0.30f, 0.52f).towards(new Rgb(0.42f, 0.68f, 0.78f), n);
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
    float out = Math.max(0, r - 1);
    float facing = (u * lightX + v * lightY) / Math.max(1, r);
    float lit = Maths.smooth(-0.35f, 0.6f, facing);
    float alpha = (1 - cover) * lit * air(out);
    if (alpha > 0.002f) {
      Rgb air = air().towards(DAWN, behind(facing));
      float total = cover + alpha;
      rgba[0] = (rgba[0] * cover + air.r() * alpha) / total;
      rgba[1] = (rgba[1] * cover + air.g() * alpha) / total;
      rgba[2] = (rgba[2] * cover + air.b() * alpha) / total;
      rgba[3] = total;
    }
  }

  /** How much of the sky the air hides at a height, in radii. */
  private float air(float out) {
    return switch (kind) {
      case EARTH -> 0.78f * Maths.exp(-out * 95) + 0.22f * Maths.exp(-out * 28);
      case ICE -> 0.75f * Maths.exp(-out * 36);
      case RED, GIANT, RINGED -> 0.4f * Maths.exp(-out * 70);
    };
  }

  /** How near the air is to a star behind the planet, which reddens it. */
  private float behind(float facing) {
    float most = Maths.sqrt(lightX * lightX + lightY * lightY);
    return lightZ < 0 ? Maths.smooth(0.955f * most, most, facing) : 0;
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
