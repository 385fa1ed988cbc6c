package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** A room with a wide window onto hills, a fire, a lamp and an armchair. */
final class Parlour implements Chamber.Decor {
  static final Chamber.Box BOX = new Chamber.Box(3.1f, 2.9f, 6.2f);
  static final float FIRE_X = -1.75f;

  private static final Rgb WALL = new Rgb(0.15f, 0.145f, 0.125f);
  private static final Rgb WOOD = new Rgb(0.115f, 0.068f, 0.040f);
  private static final Rgb FIRE = new Rgb(1.35f, 0.82f, 0.44f);
  private static final Rgb BRICK = new Rgb(0.17f, 0.075f, 0.05f);

  private final Noise noise;
  private final Palette palette;
  private final float outside;

  /** A parlour; {@code outside} is how bright it is behind the window. */
  Parlour(Noise noise, Palette palette, float outside) {
    this.noise = noise;
    this.palette = palette;
    this.outside = outside;
  }

  @Override
  public void at(Chamber.Hit hit, float[] rgb) {
    switch (hit.side) {
      case FLOOR -> floor(hit, rgb);
      case CEILING -> {
        boolean beam = Maths.fraction(hit.z / 1.3f) < 0.16f;
        light(hit, beam ? WOOD : WALL.times(0.75f), rgb);
      }
      case LEFT, RIGHT -> side(hit, rgb);
      case END -> end(hit, rgb);
    }
  }

  /** Light of the fire, the lamp and the window on something. */
  private void light(Chamber.Hit hit, Rgb own, float[] rgb) {
    float fx = hit.x - FIRE_X;
    float fy = hit.y - 0.45f;
    float fz = hit.z - 5.6f;
    float fire = 1.6f / (0.7f + fx * fx + fy * fy + fz * fz);
    float lx = hit.x - 2.35f;
    float ly = hit.y - 1.55f;
    float lz = hit.z - 4.6f;
    float lamp = 0.85f / (0.5f + lx * lx + ly * ly * 1.2f + lz * lz);
    float wx = hit.x - 0.75f;
    float wy = hit.y - 1.6f;
    float wz = hit.z - 6.4f;
    float day = outside * 1.9f / (1.2f + wx * wx + wy * wy + wz * wz * 0.5f);
    Rgb sky = palette.middle().towards(palette.horizon(), 0.5f);
    float warm = fire + lamp * 1.1f + 0.03f;
    rgb[0] = own.r() * (FIRE.r() * warm + sky.r() * day);
    rgb[1] = own.g() * (FIRE.g() * warm + sky.g() * day);
    rgb[2] = own.b() * (FIRE.b() * warm * 0.95f + sky.b() * day);
  }

  private void floor(Chamber.Hit hit, float[] rgb) {
    float board = hit.x * 4.2f;
    float seam = Maths.fraction(board) < 0.035f ? 0.35f : 1;
    float grain = 0.65f + 0.7f * noise.at(hit.z * 1.4f + Maths.floor(board) * 7, hit.x * 30);
    float rx = (hit.x + 0.35f) / 1.75f;
    float rz = (hit.z - 4.1f) / 1.15f;
    float q = rx * rx + rz * rz;
    Rgb own = WOOD.times(seam * grain * 1.2f);
    if (q < 1) {
      boolean ring = q > 0.72f && q < 0.84f;
      float weave = 0.8f + 0.4f * noise.at(hit.x * 44, hit.z * 44);
      own = (ring ? new Rgb(0.34f, 0.26f, 0.16f) : new Rgb(0.19f, 0.04f, 0.035f)).times(weave);
    }
    light(hit, own, rgb);
    if (q >= 1) {
      float x = hit.x * BOX.end() / hit.z;
      float y = Chamber.EYE / hit.z * (BOX.end() - hit.z);
      if (x > -0.45f && x < 2 && y > 0.85f && y < 2.35f) {
        Rgb sky = palette.horizon();
        Chamber.add(rgb, sky, 0.10f * outside * grain);
      }
    }
  }

  private void side(Chamber.Hit hit, float[] rgb) {
    boolean panel = hit.y < 0.95f;
    boolean rail = Math.abs(hit.y - 0.97f) < 0.035f;
    boolean groove = panel && Maths.fraction(hit.z * 1.5f) < 0.05f;
    Rgb own = rail ? WOOD.times(1.6f) : panel ? WOOD.times(groove ? 0.4f : 1) : paper(hit.z, hit.y);
    boolean left = hit.side == Chamber.Side.LEFT;
    if (left && hit.z > 2.8f && hit.z < 4.3f && hit.y > 1.25f && hit.y < 2.2f) {
      own = painting((hit.z - 2.8f) / 1.5f, (hit.y - 1.25f) / 0.95f);
    }
    light(hit, own, rgb);
  }

  private Rgb paper(float u, float y) {
    float stripe = Maths.fraction(u * 3) < 0.5f ? 1 : 0.86f;
    return WALL.times(stripe * (0.9f + 0.2f * noise.at(u * 9, y * 9)));
  }

  private Rgb painting(float u, float v) {
    if (u < 0.06f || u > 0.94f || v < 0.09f || v > 0.91f) {
      return new Rgb(0.36f, 0.23f, 0.07f);
    }
    float ridge = 0.42f + 0.25f * noise.fbm(u * 4, 7, 4);
    return v < ridge ? new Rgb(0.06f, 0.09f, 0.06f) : new Rgb(0.28f, 0.30f, 0.32f).times(0.6f + v);
  }

  private void end(Chamber.Hit hit, float[] rgb) {
    float x = hit.x;
    float y = hit.y;
    if (Math.abs(x - FIRE_X) < 1.0f && hearth(hit, rgb)) {
      return;
    }
    if (x > -0.45f && x < 2.0f && y > 0.85f && y < 2.35f) {
      window(x, y, rgb, hit);
      return;
    }
    boolean beside = (x > -0.85f && x < -0.40f) || (x > 1.95f && x < 2.4f);
    boolean curtain = y > 0.55f && y < 2.55f && beside;
    if (curtain) {
      float fold = 0.6f + 0.5f * Maths.sin(x * 46 + 0.6f * Maths.sin(y * 2));
      light(hit, new Rgb(0.17f, 0.05f, 0.045f).times(fold), rgb);
      return;
    }
    boolean panel = y < 0.95f;
    light(hit, panel ? WOOD.times(Maths.fraction(x * 1.5f) < 0.05f ? 0.4f : 1) : paper(x, y), rgb);
  }

  /** The chimney breast; false where the wall goes on. */
  private boolean hearth(Chamber.Hit hit, float[] rgb) {
    float x = Math.abs(hit.x - FIRE_X);
    float arch = 0.82f + 0.16f * Maths.sqrt(Math.max(0, 1 - x * x / 0.36f));
    if (x < 0.6f && hit.y < arch && hit.y > 0.08f) {
      float glow = Maths.exp(-(x * x * 3 + (hit.y - 0.2f) * (hit.y - 0.2f) * 6));
      Chamber.set(rgb, new Rgb(1.5f, 0.55f, 0.14f), 0.08f + 0.5f * glow);
      float log = Math.abs(hit.y - 0.17f - 0.05f * Maths.sin(hit.x * 9));
      if (log < 0.06f && x < 0.45f) {
        Chamber.set(rgb, new Rgb(0.30f, 0.07f, 0.02f), 0.6f + noise.at(hit.x * 20, hit.y * 20));
      }
      return true;
    }
    if (hit.y > 1.18f && hit.y < 1.28f) {
      light(hit, WOOD.times(1.7f), rgb);
      return true;
    }
    float course = hit.y / 0.085f;
    float shift = Maths.floor(course) % 2 == 0 ? 0.5f : 0;
    float brick = (hit.x + 9) / 0.22f + shift;
    boolean joint = Maths.fraction(course) < 0.13f || Maths.fraction(brick) < 0.05f;
    float tone = 0.7f + 0.6f * Maths.hash(Maths.floor(course) * 53 + Maths.floor(brick), 3);
    light(hit, joint ? new Rgb(0.10f, 0.085f, 0.07f) : BRICK.times(tone), rgb);
    return true;
  }

  private void window(float x, float y, float[] rgb, Chamber.Hit hit) {
    float u = (x + 0.45f) / 2.45f;
    float v = (y - 0.85f) / 1.5f;
    float pane = Maths.fraction(u * 4);
    float up = Maths.fraction(v * 2);
    boolean bar = pane < 0.045f || pane > 0.955f || up < 0.05f || up > 0.95f;
    if (bar || u < 0.025f || u > 0.975f) {
      light(hit, new Rgb(0.30f, 0.25f, 0.20f), rgb);
      return;
    }
    float far = 0.40f + 0.16f * noise.fbm(u * 2.2f + 5, 3.5f, 4);
    float mid = 0.26f + 0.22f * noise.fbm(u * 3.1f + 25, 8.5f, 5);
    Rgb sky = palette.horizon().towards(palette.middle(), Maths.clamp((v - 0.4f) * 1.7f));
    float cloud = 0.8f + 0.4f * noise.fbm(u * 3 + 40, v * 5 + 9, 4);
    Rgb seen = sky.times(cloud);
    if (v < mid) {
      seen = palette.haze().towards(palette.ambient().times(0.35f), 0.75f);
    } else if (v < far) {
      seen = palette.haze().towards(palette.ambient().times(0.6f), 0.35f);
    }
    float strength = palette.exposure() * (0.35f + 0.85f * outside);
    Chamber.set(rgb, seen, strength);
  }
}
