package runflow.engine.raster;

import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/**
 * A hall of books: shelves on both sides and lamps. A long one has a tall window at the end, a
 * smaller one a fire.
 */
final class Library implements Chamber.Decor {
  static final Chamber.Box LONG = new Chamber.Box(3.6f, 6.4f, 24);
  static final Chamber.Box SMALL = new Chamber.Box(3.4f, 4.9f, 11.3f);

  private static final float BAY = 3.2f;
  private static final Rgb WOOD = new Rgb(0.10f, 0.058f, 0.033f);
  private static final Rgb LAMP = new Rgb(1.2f, 0.82f, 0.48f);
  private static final Rgb[] SPINES = {
    new Rgb(0.20f, 0.035f, 0.025f), new Rgb(0.045f, 0.075f, 0.05f), new Rgb(0.05f, 0.06f, 0.11f),
    new Rgb(0.24f, 0.15f, 0.06f), new Rgb(0.11f, 0.06f, 0.035f), new Rgb(0.30f, 0.25f, 0.17f)
  };

  private final Noise noise;
  private final Rgb sky;
  private final float outside;
  private final Chamber.Box box;
  private final @Nullable Hearth hearth;

  /**
   * A library.
   *
   * @param outside how bright it is behind the window
   * @param hearth at the end of a small library; null in a long one
   */
  Library(Noise noise, Palette palette, float outside, @Nullable Hearth hearth) {
    this.hearth = hearth;
    box = hearth == null ? LONG : SMALL;
    this.noise = noise;
    this.outside = outside;
    sky = palette.middle().towards(palette.horizon(), 0.6f);
  }

  Chamber.Box box() {
    return box;
  }

  @Override
  public void at(Chamber.Hit hit, float[] rgb) {
    switch (hit.side) {
      case LEFT, RIGHT -> shelves(hit, rgb);
      case FLOOR -> floor(hit, rgb);
      case CEILING -> ceiling(hit, rgb);
      case END -> end(hit, rgb);
    }
    if (hit.side != Chamber.Side.END && hearth == null) {
      float deep = 1 - Maths.exp(-hit.z * 0.012f);
      rgb[0] += 0.10f * deep * (0.5f + outside);
      rgb[1] += 0.075f * deep * (0.5f + outside);
      rgb[2] += 0.05f * deep * (0.5f + outside);
    }
  }

  /** Light from the lamps on each upright, and from the window at the end. */
  private float lamps(float x, float y, float z) {
    float sum = 0.02f;
    for (int k = 0; k < 8; k++) {
      float lz = BAY * (k + 0.5f) + 1;
      if (lz > box.end()) {
        break;
      }
      float dz = z - lz;
      float dy = y - 3.1f;
      float aside = box.half() - 0.5f;
      for (float lx = -aside; lx < 4; lx += 2 * aside) {
        float dx = x - lx;
        sum += 0.36f / (0.42f + dx * dx * 0.7f + dy * dy * 0.8f + dz * dz * 0.8f);
      }
    }
    return sum;
  }

  private void light(Chamber.Hit hit, Rgb own, float[] rgb) {
    float warm = 0.95f * lamps(hit.x, hit.y, hit.z);
    float day = outside * (0.10f + 1.5f * Maths.exp(-(box.end() - hit.z) * 0.20f));
    if (hearth != null) {
      warm *= 0.55f;
      day *= 0.2f;
    }
    rgb[0] = own.r() * (LAMP.r() * warm + sky.r() * day);
    rgb[1] = own.g() * (LAMP.g() * warm + sky.g() * day);
    rgb[2] = own.b() * (LAMP.b() * warm + sky.b() * day);
    if (hearth != null) {
      float fire = hearth.light(hit.x, hit.y, hit.z);
      Rgb flame = hearth.colour();
      rgb[0] += own.r() * flame.r() * fire;
      rgb[1] += own.g() * flame.g() * fire;
      rgb[2] += own.b() * flame.b() * fire;
    }
  }

  private void shelves(Chamber.Hit hit, float[] rgb) {
    float along = (hit.z - 1) / BAY;
    int bay = Maths.floor(along);
    float u = (along - bay) * BAY;
    float right = hit.side == Chamber.Side.RIGHT ? 57 : 0;
    if (u < 0.16f || u > BAY - 0.16f || hit.y < 0.35f || hit.y > box.high() - 1.2f) {
      float edge = Math.min(Math.abs(u - 0.16f), Math.abs(u - BAY + 0.16f)) < 0.03f ? 1.7f : 1;
      float grain = 0.75f + 0.5f * noise.at(hit.z * 2 + right, hit.y * 14);
      light(hit, WOOD.times(edge * grain), rgb);
      float dy = hit.y - 3.1f;
      float dz = u < BAY / 2 ? u : u - BAY;
      Chamber.add(rgb, LAMP, 1.3f * Maths.exp(-(dy * dy * 26 + dz * dz * 40)));
      return;
    }
    float row = (hit.y - 0.35f) / 0.44f;
    int shelf = Maths.floor(row);
    float v = (row - shelf) * 0.44f;
    if (v < 0.045f) {
      light(hit, WOOD.times(1.35f), rgb);
      return;
    }
    book(hit, rgb, u, v, bay * 37 + shelf * 5 + (int) right);
  }

  private void book(Chamber.Hit hit, float[] rgb, float u, float v, int key) {
    float place = u * 15 + 0.6f * noise.at(u * 3 + key, 2.5f);
    int number = Maths.floor(place);
    float in = place - number;
    int book = key * 131 + number;
    float tall = 0.24f + 0.13f * Maths.hash(book, 3);
    boolean gap = Maths.hash(book / 9, 4) > 0.93f;
    if (v > tall + 0.045f || gap) {
      light(hit, WOOD.times(0.22f), rgb);
      return;
    }
    Rgb spine = SPINES[(int) (Maths.hash(book, 5) * SPINES.length)];
    float round = 0.45f + 0.75f * Maths.sqrt(Math.max(0, 1 - (2 * in - 1) * (2 * in - 1)));
    float worn = 0.75f + 0.5f * noise.at(u * 40 + key, v * 30);
    boolean band = Math.abs(v - tall * 0.78f) < 0.012f || Math.abs(v - tall * 0.35f) < 0.009f;
    Rgb own = band ? new Rgb(0.45f, 0.30f, 0.10f) : spine.times(worn);
    float shade = Maths.smooth(0.44f, 0.30f, v) * 0.45f + 0.55f;
    light(hit, own.times(round * shade), rgb);
  }

  private void floor(Chamber.Hit hit, float[] rgb) {
    float board = hit.x * 5.2f;
    float seam = Math.min(Maths.fraction(board), 1 - Maths.fraction(board)) < 0.03f ? 0.4f : 1;
    float key = Maths.floor(board);
    float grain = 0.7f + 0.6f * noise.at(hit.z * 0.9f + key * 7, hit.x * 26);
    boolean rug = Math.abs(hit.x) < 1.15f;
    float weave = Math.abs(Math.abs(hit.x) - 0.95f) < 0.06f ? 2.4f : 1;
    Rgb own =
        rug
            ? new Rgb(0.15f, 0.026f, 0.024f).times(weave * (0.8f + 0.4f * grain))
            : WOOD.times(1.5f * grain * seam);
    light(hit, own, rgb);
    float slope = Chamber.EYE / hit.z;
    float y = slope * (box.end() - hit.z);
    float x = hit.x * box.end() / hit.z;
    if (hearth != null) {
      return;
    }
    if (!rug && Math.abs(x) < 1.6f && y < 5.4f) {
      Chamber.add(rgb, sky, 0.16f * outside * grain * seam);
    }
    if (rug) {
      Chamber.add(rgb, sky, 0.012f * outside);
    }
  }

  private void ceiling(Chamber.Hit hit, float[] rgb) {
    float beam = Maths.fraction((hit.z - 1) / BAY);
    float cross = Maths.fraction(hit.x / 1.44f + 0.5f);
    boolean rib = beam < 0.13f || cross < 0.10f;
    light(hit, WOOD.times(rib ? 1.2f : 0.62f), rgb);
  }

  private void end(Chamber.Hit hit, float[] rgb) {
    if (hearth != null) {
      endWithFire(hearth, hit, rgb);
      return;
    }
    float head =
        hit.y < 4.2f ? 1.5f : Maths.sqrt(Math.max(0, 2.25f - (hit.y - 4.2f) * (hit.y - 4.2f)));
    boolean window = hit.y > 0.9f && Math.abs(hit.x) < head;
    if (!window) {
      light(hit, WOOD.times(1.1f), rgb);
      return;
    }
    float across = Maths.fraction(hit.x / 0.5f);
    float up = Maths.fraction(hit.y / 0.62f);
    boolean lead = across < 0.09f || up < 0.06f;
    float cloud = 0.85f + 0.3f * noise.fbm(hit.x * 0.7f + 9, hit.y * 0.7f + 4, 3);
    Chamber.set(rgb, sky, lead ? 0.06f : (0.10f + 1.9f * outside) * cloud);
  }

  /** The chimney breast, and shelves beside it. */
  private void endWithFire(Hearth fire, Chamber.Hit hit, float[] rgb) {
    if (!fire.covers(hit.x, hit.y)) {
      float u = Math.abs(hit.x) - Hearth.HALF;
      float row = (hit.y - 0.35f) / 0.44f;
      int shelf = Maths.floor(row);
      float v = (row - shelf) * 0.44f;
      boolean frame = u < 0.10f || hit.y < 0.35f || hit.y > box.high() - 1.2f || v < 0.045f;
      if (frame) {
        light(hit, WOOD.times(1.3f), rgb);
      } else {
        book(hit, rgb, u, v, 911 + shelf * 5 + (hit.x > 0 ? 57 : 0));
      }
      return;
    }
    float[] shine = new float[3];
    Rgb own = fire.own(hit.x, hit.y, shine);
    light(hit, own, rgb);
    for (int k = 0; k < 3; k++) {
      rgb[k] += shine[k];
    }
  }
}
