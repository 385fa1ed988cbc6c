package runflow.engine.raster;

import java.util.List;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;

/** A flower that opens: rings of curved petals around a heart, drawn anew for each frame. */
final class Bloom implements Inset {
  /**
   * Where and how it blooms.
   *
   * @param x column of its heart
   * @param y row of its heart
   * @param size length of the longest petals, in pixels
   * @param seconds in which it opens
   */
  record Kind(float x, float y, float size, float seconds, Rgb colour, Rgb heart) {}

  /** How much larger it is at most when the camera comes nearer. */
  static final float NEAREST = 1.16f;

  private static final float LEAN = 52f / 180 * (float) Math.PI;
  private static final float LEAN_FRONT = Maths.sin(LEAN);
  private static final float LEAN_UP = Maths.cos(LEAN);

  /** Facets from the root of a petal to its tip. */
  private static final int ALONG = 8;

  /** Length of petals, in pixels, below which a few facets across make them look round. */
  private static final float SMALL = 300;

  /** How much shorter a petal is at its sides than in its middle. */
  private static final float ROUND = 0.07f;

  private static final int[] COUNT = {5, 7, 8, 9};
  private static final float[] LENGTH = {0.60f, 0.76f, 0.90f, 1};
  private static final float[] OPEN = {30, 50, 68, 84};
  private static final float[] SHUT = {3, 5, 8, 11};

  /** Of each ring; none of what is said to be hidden shows a single pixel. */
  static final List<Overlap> OVERLAPS =
      List.of(
          new Overlap(0.875f, 0.505f, 0, 1),
          new Overlap(0.375f, 0.5f, 0, 1),
          new Overlap(0.25f, 0.371f, 0.375f, 0.725f),
          new Overlap(0, 0, 0.375f, 0.573f));

  private final int layer;
  private final float depth;
  private final Kind kind;
  private final Palette palette;
  private final Tone tone;
  private final Facets facets;
  private final float[] colour = new float[4];
  private final int across;
  private final float[][] place;
  private final Polygons.Corner[] corners;
  private final float sunSide;

  Bloom(int layer, float depth, Kind kind, Backdrop backdrop, Palette palette) {
    this.layer = layer;
    this.depth = depth;
    this.kind = kind;
    this.palette = palette;
    tone = backdrop.tone;
    across = kind.size() < SMALL ? 5 : 8;
    place = new float[(ALONG + 1) * (across + 1)][3];
    corners = new Polygons.Corner[place.length];
    sunSide = backdrop.lens.sunX() > kind.x() ? 1 : -1;
    facets = new Facets((int) (kind.size() * 2.5f), (int) (kind.size() * 2.1f));
  }

  @Override
  public int layer() {
    return layer;
  }

  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    Parallax moved = Parallax.of(depth, lens, view);
    float x = moved.column(kind.x());
    float y = moved.row(kind.y());
    float sway = Maths.sin(view.time() * 0.9) * 0.012f * kind.size();
    Spot spot = new Spot(x + sway, y, kind.size() * Math.min(moved.zoom(), NEAREST));
    float open = 0.10f + 0.9f * Maths.smooth(-0.15f, 1.05f, view.time() / kind.seconds());
    draw(spot, open, OVERLAPS);
  }

  /** Draws it so far open, 0.1 to 1, without what is hidden of each ring. */
  void draw(Spot spot, float open, List<Overlap> overlaps) {
    facets.clear(
        (int) (spot.x() - facets.width() / 2f), (int) (spot.y() - facets.height() * 0.56f));
    for (int ring = 0; ring < COUNT.length; ring++) {
      int foot = (int) (overlaps.get(ring).hidden(open) * ALONG);
      float own = Maths.smooth(0, 1, open * 1.5f - 0.5f * (COUNT.length - 1 - ring) / COUNT.length);
      for (int i = 0; i < COUNT[ring]; i++) {
        float vary = Maths.hash(ring * 31 + i, 5) - 0.5f;
        float around = (i + 0.5f * (ring & 1) + 0.22f * vary) / COUNT[ring];
        float angle = SHUT[ring] + (OPEN[ring] - SHUT[ring] + 9 * vary) * own;
        float turn = around * 2 * (float) Math.PI + 0.25f;
        petal(spot, new Petal(ring, turn, angle / 57.3f, own, vary, foot));
      }
    }
    heart(spot, open);
    facets.finish();
  }

  /** Where it is drawn, and how long its longest petals are, in pixels. */
  record Spot(float x, float y, float size) {}

  /** A petal; of its pieces along it those before {@code foot} are hidden. */
  private record Petal(int ring, float around, float angle, float open, float vary, int foot) {}

  private void petal(Spot spot, Petal petal) {
    float length = spot.size() * LENGTH[petal.ring()] * (1 + 0.08f * petal.vary());
    float cos = Maths.cos(petal.around());
    float sin = Maths.sin(petal.around());
    float out = 0.035f * spot.size() * (1 + petal.ring());
    float up = -0.02f * spot.size() * petal.ring();
    for (int s = 0; s <= ALONG; s++) {
      float t = s / (float) ALONG;
      float turn = petal.angle() * (0.40f + 0.95f * t * (0.4f + 0.6f * petal.open()));
      float turnOut = Maths.sin(turn);
      float turnUp = Maths.cos(turn);
      float width = width(t);
      float wide = length * 0.36f * width * (0.62f + 0.38f * petal.open());
      for (int w = 0; w <= across; w++) {
        float q = w / (float) across * 2 - 1;
        float cup = 0.26f * length * q * q * (1.15f - 0.75f * petal.open()) * width;
        float curl = 0.03f * length * Maths.sin(q * 5 + petal.vary() * 9) * t * t;
        float back = ROUND * length * q * q * t * t * t;
        float radial = out - cup * turnUp * 0.8f - back * turnOut;
        float high = up + cup * turnOut * 0.8f + curl - back * turnUp;
        float side = q * wide;
        float right = radial * cos - side * sin;
        put(spot, place[s * (across + 1) + w], right, high, radial * sin + side * cos);
      }
      out += length / ALONG * turnOut;
      up += length / ALONG * turnUp;
    }
    paint(petal);
    facets.turn();
  }

  private static float width(float t) {
    return Maths.sqrt(Math.max(0, t * (1.06f - t) * (1 + 1.1f * t))) * 1.45f + 0.03f;
  }

  /** Puts a point around the axis on the picture: to the right, along the axis, to the front. */
  private void put(Spot spot, float[] to, float right, float along, float front) {
    to[0] = spot.x() + right;
    to[1] = spot.y() - (along * LEAN_UP - front * LEAN_FRONT);
    to[2] = along * LEAN_FRONT + front * LEAN_UP;
  }

  private void paint(Petal petal) {
    for (int s = petal.foot(); s <= ALONG; s++) {
      for (int w = 0; w <= across; w++) {
        int at = s * (across + 1) + w;
        shade(petal, s, w);
        float[] p = place[at];
        corners[at] = new Polygons.Corner(p[0], p[1], p[2], colour[0], colour[1], colour[2]);
      }
    }
    for (int s = petal.foot(); s < ALONG; s++) {
      for (int w = 0; w < across; w++) {
        int at = s * (across + 1) + w;
        int below = at + across + 1;
        facets.patch(new Patch(corners[at], corners[at + 1], corners[below + 1], corners[below]));
      }
    }
  }

  private void shade(Petal petal, int s, int w) {
    int row = across + 1;
    float[] a = place[Math.max(0, s - 1) * row + w];
    float[] b = place[Math.min(ALONG, s + 1) * row + w];
    float[] c = place[s * row + Math.max(0, w - 1)];
    float[] d = place[s * row + Math.min(across, w + 1)];
    float nx = (b[1] - a[1]) * (d[2] - c[2]) - (b[2] - a[2]) * (d[1] - c[1]);
    float ny = (b[2] - a[2]) * (d[0] - c[0]) - (b[0] - a[0]) * (d[2] - c[2]);
    float nz = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
    float norm = 1 / Maths.sqrt(nx * nx + ny * ny + nz * nz + 0.0001f);
    if (nz < 0) {
      norm = -norm;
    }
    float facing = (nx * sunSide * 0.55f - ny * 0.65f + nz * 0.35f) * norm;
    float t = s / (float) ALONG;
    float q = Math.abs(w / (float) across * 2 - 1);
    float deep = 0.24f + 0.76f * Maths.smooth(0, 0.75f, t);
    float direct = (Math.max(0, facing) * 0.40f + Math.max(0, -facing) * 0.20f + 0.05f) * deep;
    float around = (0.9f + 0.5f * nz * Math.abs(norm)) * deep;
    float vein = 1 - 0.10f * Maths.sin(q * 17 + petal.vary() * 5) * (1 - t);
    float pale = Maths.smooth(0.72f, 1, t) * 0.10f + 0.05f * q * q;
    Rgb own = kind.colour().towards(new Rgb(0.9f, 0.8f, 0.78f), pale).times(vein);
    own = own.towards(kind.heart(), 0.45f * Maths.smooth(0.28f, 0, t));
    Rgb sun = palette.sun();
    Rgb ambient = palette.ambient();
    colour[0] = own.r() * (sun.r() * direct + ambient.r() * around);
    colour[1] = own.g() * (sun.g() * direct + ambient.g() * around);
    colour[2] = own.b() * (sun.b() * direct + ambient.b() * around);
    tone.apply(colour);
  }

  /** Stamens in the middle, each a thread with a small ball. */
  private void heart(Spot spot, float open) {
    float[] root = new float[3];
    float[] tip = new float[3];
    for (int i = 0; i < 26; i++) {
      float around = i * 2.399f;
      float r = Maths.sqrt((i + 0.5f) / 26) * (0.04f + 0.13f * open) * spot.size();
      float high = spot.size() * (0.30f + 0.05f * Maths.hash(i, 9)) - 0.9f * r;
      put(
          spot,
          root,
          r * 0.3f * Maths.cos(around),
          0.05f * spot.size(),
          r * 0.3f * Maths.sin(around));
      put(spot, tip, r * Maths.cos(around), high, r * Maths.sin(around));
      float bright = 0.7f + 0.6f * Maths.hash(i, 10);
      Rgb gold = new Rgb(0.75f, 0.42f, 0.07f).times(bright);
      colour[0] = gold.r() * (palette.sun().r() * 0.4f + palette.ambient().r());
      colour[1] = gold.g() * (palette.sun().g() * 0.4f + palette.ambient().g());
      colour[2] = gold.b() * (palette.sun().b() * 0.4f + palette.ambient().b());
      tone.apply(colour);
      ball(tip, 0.017f * spot.size());
      facets.turn();
      stalk(root, tip, 0.006f * spot.size());
      facets.turn();
    }
  }

  private Polygons.Corner corner(float x, float y, float z, float k) {
    return new Polygons.Corner(x, y, z, 16 + (colour[0] - 16) * k, colour[1], colour[2]);
  }

  private void ball(float[] at, float r) {
    Polygons.Corner middle = corner(at[0], at[1], at[2] + r, 1.1f);
    Polygons.Corner before = corner(at[0] + r, at[1], at[2], 0.8f);
    for (int i = 1; i <= 8; i++) {
      float turn = i / 8f * 2 * (float) Math.PI;
      float cos = Maths.cos(turn);
      float sin = Maths.sin(turn);
      Polygons.Corner next = corner(at[0] + r * cos, at[1] + r * sin, at[2], 0.8f - 0.25f * sin);
      facets.triangle(middle, before, next);
      before = next;
    }
  }

  private void stalk(float[] from, float[] to, float r) {
    Polygons.Corner a = corner(from[0] - r, from[1], from[2], 0.5f);
    Polygons.Corner b = corner(from[0] + r, from[1], from[2], 0.5f);
    Polygons.Corner c = corner(to[0] - r, to[1], to[2], 0.85f);
    Polygons.Corner d = corner(to[0] + r, to[1], to[2], 0.85f);
    facets.triangle(a, b, c);
    facets.triangle(b, d, c);
  }

  @Override
  public void add(int plane, int y, float[] row) {
    facets.over(plane, y, row);
  }
}
