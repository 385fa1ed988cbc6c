package runflow.engine.raster;

import runflow.engine.scene.TimeOfDay;

/**
 * Stone, glass and light inside a cathedral: daylight falls through the rose window along one
 * direction and paints what it meets. Not thread-safe.
 */
final class NaveLight {
  /** How far the light falls and moves to the right for each metre towards the camera. */
  static final float FALL = 0.50f;

  static final float SLANT = 0.10f;

  private static final float APEX = 22;

  /** By height: what comes from the windows above, and from candles. */
  private static final Tabled ABOVE =
      new Tabled(APEX, y -> 0.055f + 0.08f * Maths.smooth(0.2f, 0.7f, y / APEX));

  private static final Tabled BELOW = new Tabled(APEX, y -> 0.17f * Maths.exp(-y * 0.16f));

  /** By distance: what comes from the end, and the share of the air. */
  private static final Tabled BEYOND =
      new Tabled(Nave.END, z -> 0.20f * Maths.exp(-(Nave.END - z) * 0.055f));

  private static final Tabled AIR = new Tabled(Nave.END, z -> 1 - Maths.exp(-z * 0.010f));

  private final Noise noise;
  private final float outside;
  private final float candles;
  private final float[] glass = new float[3];

  NaveLight(Noise noise, TimeOfDay time) {
    this.noise = noise;
    outside =
        switch (time) {
          case DAY -> 1;
          case GOLDEN, DAWN -> 0.9f;
          case DUSK -> 0.55f;
          case NIGHT -> 0.07f;
        };
    candles = 1.1f - 0.75f * outside;
  }

  float outside() {
    return outside;
  }

  /** Writes the colour of what a ray met. */
  void shade(Nave.Hit hit, float[] rgb) {
    switch (hit.part) {
      case FLOOR -> floor(hit, rgb);
      case VAULT -> vault(hit, rgb);
      case END -> end(hit, rgb);
      case WALL -> wall(hit, rgb);
      case AISLE -> aisle(hit, rgb);
      case COLUMN -> column(hit, rgb);
      case NONE -> {}
    }
  }

  private void column(Nave.Hit hit, float[] rgb) {
    float shaft = Maths.clamp(0.5f + 0.5f * hit.normalX * (hit.x > 0 ? -1 : 1));
    float twice = 2 * hit.normalZ * hit.normalZ - 1;
    float flutes = 0.62f + 0.38f * Math.abs(2 * twice * twice - 1);
    boolean capital = hit.y > 5.1f && hit.y < 5.75f;
    boolean base = hit.y < 0.7f;
    float tone = (capital || base ? 0.95f + 0.15f * Maths.sin(hit.y * 22) : flutes) * joints(hit);
    stone(hit, tone * (0.35f + 0.65f * shaft), rgb);
  }

  private void wall(Nave.Hit hit, float[] rgb) {
    float along = Nave.alongBay(hit.z);
    float u = along / 0.30f;
    float v = (hit.y - 10.2f) / 3.9f;
    if (v > 0 && v < 1 && Math.abs(u) < 1) {
      int key = Maths.floor(hit.z / 5.2f) + (hit.x > 0 ? 50 : 0);
      Glass.lancet(u, v, key, rgb);
      scale(rgb, 1.5f * outside);
      add(rgb, 0.012f);
      return;
    }
    float edge = hit.y - Nave.openTo(hit.z);
    float tone = joints(hit) * (edge < 0.45f && hit.y < 8.8f ? 1.18f : 0.9f);
    if (hit.y > 8.7f && hit.y < 9.7f) {
      float small = Maths.fraction(along * 5) - 0.5f;
      float arch = 8.8f + 0.85f * Maths.sqrt(Math.max(0, 1 - small * small * 6));
      tone *= Math.abs(small) < 0.36f && hit.y < arch ? 0.22f : 1.05f;
    }
    if (Math.abs(hit.y - 8.6f) < 0.08f || Math.abs(hit.y - 9.9f) < 0.10f) {
      tone *= 1.35f;
    }
    stone(hit, tone * 0.72f, rgb);
  }

  private void aisle(Nave.Hit hit, float[] rgb) {
    float u = Nave.alongBay(hit.z) / 0.27f;
    float v = (hit.y - 2.2f) / 5f;
    if (v > 0 && v < 1 && Math.abs(u) < 1) {
      int key = 90 + Maths.floor(hit.z / 5.2f) + (hit.x > 0 ? 40 : 0);
      Glass.lancet(u, v, key, rgb);
      scale(rgb, 0.8f * outside);
      add(rgb, 0.01f);
    } else {
      stone(hit, 0.40f * joints(hit), rgb);
    }
  }

  private void vault(Nave.Hit hit, float[] rgb) {
    float along = Nave.alongBay(hit.z);
    float across = hit.x / 6;
    float rib = Math.min(0.5f - Math.abs(along), 0.9f);
    float diagonal = Math.abs(Math.abs(along) * 2 - Math.abs(across)) * 0.42f;
    float ridge = Math.abs(hit.x) * 0.16f;
    float nearest = Math.min(Math.min(rib, diagonal), ridge);
    float tone = nearest < 0.035f ? 1.3f : 0.62f + 0.5f * Maths.smooth(0.035f, 0.30f, nearest);
    float boss = hit.x * hit.x + along * along * 27;
    tone = boss < 0.25f ? 1.5f : tone;
    stone(hit, tone * 0.66f, rgb);
  }

  private void end(Nave.Hit hit, float[] rgb) {
    float u = hit.x / Nave.ROSE_R;
    float v = (hit.y - Nave.ROSE_Y) / Nave.ROSE_R;
    float r = u * u + v * v;
    if (r < 1) {
      Glass.rose(u, v, rgb);
      scale(rgb, 1.75f * outside);
      add(rgb, 0.02f);
      return;
    }
    float window = (hit.x + 6.3f) / 2.1f;
    float wu = (Maths.fraction(window) - 0.5f) / 0.34f;
    float wv = (hit.y - 2.6f) / 5.4f;
    if (Math.abs(hit.x) < 5.2f && wv > 0 && wv < 1 && Math.abs(wu) < 1) {
      Glass.lancet(wu, wv, 200 + (int) window, rgb);
      scale(rgb, 1.5f * outside);
      add(rgb, 0.015f);
      return;
    }
    float moulding = r < 1.2f ? 1.3f + 0.4f * Maths.sin(r * 60) : 0.9f;
    stone(hit, moulding * joints(hit) * 0.6f, rgb);
  }

  private void floor(Nave.Hit hit, float[] rgb) {
    float tileX = hit.x * 0.9f;
    float tileZ = hit.z * 0.9f;
    boolean dark = (Maths.floor(tileX) + Maths.floor(tileZ)) % 2 == 0;
    float vein = noise.fbm(hit.x * 2.2f + 40, hit.z * 2.2f + 9, 5);
    stone(hit, (dark ? 0.42f : 0.86f) * (0.75f + 0.5f * vein), rgb);
    mirror(hit, rgb);
  }

  /** What the polished floor shows of the end wall, blurred along the way. */
  private void mirror(Nave.Hit hit, float[] rgb) {
    float slope = Nave.EYE / hit.z;
    float y = slope * (Nave.END - hit.z);
    float x = hit.x * Nave.END / hit.z;
    float bend = (noise.at(hit.x * 3, hit.z * 3) - 0.5f) * 0.5f;
    float u = (x + bend) / Nave.ROSE_R;
    float v = (y - Nave.ROSE_Y) / Nave.ROSE_R;
    float k = 0.16f * Maths.exp(-hit.z * 0.03f);
    if (u * u + v * v < 1) {
      Beam.at(u, v, glass);
      addGlass(rgb, 3.6f * k * outside);
    } else if (Math.abs(x) < 5.2f && y > 2.6f && y < 8) {
      addBlue(rgb, 0.55f * k * outside);
    }
  }

  /** Stone under all the light there is at a point. */
  private void stone(Nave.Hit hit, float tone, float[] rgb) {
    float grain = noise.fbm(hit.x * 1.3f + hit.y * 0.9f + 30, hit.z * 1.3f + hit.y * 1.1f, 4);
    float albedo = tone * (0.72f + 0.55f * grain);
    float sky = outside * (ABOVE.at(hit.y) + BEYOND.at(hit.z));
    float warm = candles * BELOW.at(hit.y);
    float fromGlass = outside * 0.055f * Math.max(0, 0.4f - hit.normalZ);
    rgb[0] = 0.62f * albedo * (sky * 1.02f + warm * 1.7f + fromGlass * 0.95f);
    rgb[1] = 0.54f * albedo * (sky * 0.96f + warm * 0.95f + fromGlass * 0.88f);
    rgb[2] = 0.44f * albedo * (sky * 1.02f + warm * 0.42f + fromGlass * 1.15f);
    through(hit.x, hit.y, hit.z, glass);
    float facing = hit.normalY * FALL + Math.max(0, hit.normalZ) + Math.abs(hit.normalX) * 0.25f;
    addGlass(rgb, albedo * 2.3f * outside * Maths.clamp(facing + 0.08f));
    air(hit.z, rgb);
  }

  /** The colour of the light that reaches a point through the rose window. */
  void through(float x, float y, float z, float[] rgb) {
    float way = Nave.END - z;
    float u = (x - SLANT * way) / Nave.ROSE_R;
    float v = (y + FALL * way - Nave.ROSE_Y) / Nave.ROSE_R;
    Beam.at(way > 0 ? u : 9, v, rgb);
  }

  private void air(float z, float[] rgb) {
    float k = AIR.at(z);
    rgb[0] += (0.19f * outside + 0.05f * candles - rgb[0]) * k;
    rgb[1] += (0.155f * outside + 0.03f * candles - rgb[1]) * k;
    rgb[2] += (0.165f * outside + 0.02f * candles - rgb[2]) * k;
  }

  private static float joints(Nave.Hit hit) {
    float course = hit.y * 1.6f;
    float in = Maths.fraction(course);
    float block = (hit.z + hit.x) * 0.8f + (Maths.floor(course) & 1) * 0.5f;
    float across = Maths.fraction(block);
    int key = Maths.floor(course) * 57 + Maths.floor(block);
    return (in < 0.05f || across < 0.03f ? 0.8f : 1) * (0.93f + 0.14f * Maths.hash(key, 2));
  }

  private void addGlass(float[] rgb, float k) {
    rgb[0] += glass[0] * k;
    rgb[1] += glass[1] * k;
    rgb[2] += glass[2] * k;
  }

  private static void addBlue(float[] rgb, float k) {
    rgb[0] += 0.25f * k;
    rgb[1] += 0.3f * k;
    rgb[2] += 0.6f * k;
  }

  private static void scale(float[] rgb, float k) {
    rgb[0] *= k;
    rgb[1] *= k;
    rgb[2] *= k;
  }

  private static void add(float[] rgb, float k) {
    rgb[0] += k;
    rgb[1] += k;
    rgb[2] += k * 1.4f;
  }
}
