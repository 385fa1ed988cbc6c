package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One wave that comes towards the camera: where its crest stands on the picture in each column, how
 * steep it is there and where it breaks. Reused from frame to frame; not thread-safe.
 */
final class Roller {
  /** Columns of a block, of which all or none is looked at. */
  static final int BLOCK = 32;

  /** Metres from one wave to the next. */
  static final float APART = 11;

  /** Height of the camera over the water between waves, in metres. */
  static final float EYE = 3.1f;

  /** Row of the crest in each column of the picture. */
  final float[] top;

  /** How far the crest falls to the right, from -1 to 1. */
  final float[] lean;

  /** How much the crest breaks, 0 to 1. */
  final float[] breaks;

  /** Row from which nearer waves hide it, in each column. */
  final float[] cover;

  /** Of each block of columns the highest and the lowest row of the crest, and of the cover. */
  private final float[] highest;

  private final float[] crestEnd;
  private final float[] coverBegin;
  private final float[] lowest;

  /** Metres from the camera. */
  float distance;

  /** Pixels for a metre. */
  float unit;

  /** Row of the water between the waves. */
  float base;

  /** Metres across at the picture's first column. */
  float left;

  /** Column of the picture at which a rock stands; far outside it if there is none. */
  float rock = -1e6f;

  /** Number of the wave, from which its shape follows. */
  int number;

  private final Lens lens;
  private final float most;

  /**
   * A wave.
   *
   * @param most height in metres of the tallest crest
   */
  Roller(Lens lens, float most) {
    this.lens = lens;
    this.most = most;
    top = new float[lens.width()];
    lean = new float[lens.width()];
    breaks = new float[lens.width()];
    cover = new float[lens.width()];
    highest = new float[(lens.width() + BLOCK - 1) / BLOCK];
    crestEnd = new float[highest.length];
    coverBegin = new float[highest.length];
    lowest = new float[highest.length];
  }

  /** Puts the wave of a number at a distance, as a view sees it. */
  void place(int wave, float away, View view) {
    number = wave;
    distance = away;
    float zoom = view.zoom() * away / Math.max(1.2f, away - 2 * view.forward());
    unit = lens.focal() / away * zoom;
    float shiftY = view.tilt() * lens.height() + view.y() * unit;
    base = lens.horizon() + EYE * unit + shiftY;
    float shiftX = view.turn() * lens.width() + view.x() * unit;
    left = (shiftX - lens.width() / 2f) / unit;
    shape(view.time());
  }

  /** Finds what a nearer wave, if there is one, leaves free. */
  void behind(@Nullable Roller nearer) {
    if (nearer == null) {
      Arrays.fill(cover, lens.height());
    } else {
      for (int x = 0; x < cover.length; x++) {
        cover[x] = Math.min(nearer.cover[x], nearer.top[x] + 1);
      }
    }
    for (int block = 0; block < highest.length; block++) {
      survey(block);
    }
  }

  private void survey(int block) {
    float high = lens.height();
    float begin = high;
    float end = 0;
    float low = 0;
    for (int x = block * BLOCK; x < Math.min(cover.length, (block + 1) * BLOCK); x++) {
      high = Math.min(high, top[x]);
      end = Math.max(end, top[x]);
      begin = Math.min(begin, cover[x]);
      low = Math.max(low, cover[x]);
    }
    highest[block] = high;
    crestEnd[block] = end;
    coverBegin[block] = begin;
    lowest[block] = low;
  }

  /** Whether a row shows nothing but the wave in a block of columns. */
  boolean fills(int block, int y) {
    return y >= crestEnd[block] && y < coverBegin[block];
  }

  /** Whether a row may show the wave in a block of columns. */
  boolean shows(int block, int y) {
    return y + 1 > highest[block] && y < lowest[block];
  }

  /** How many blocks of columns there are. */
  int blocks() {
    return highest.length;
  }

  /** The first row that may show the wave. */
  int firstRow() {
    float row = lens.height();
    for (float high : highest) {
      row = Math.min(row, high);
    }
    return Math.max(0, (int) row);
  }

  /** One past the last row that may show the wave. */
  int lastRow() {
    float row = 0;
    for (float low : lowest) {
      row = Math.max(row, low);
    }
    return Math.min(lens.height(), (int) row + 1);
  }

  private void shape(float time) {
    float tall = most * Maths.smooth(1.5f, 9, distance) * (0.72f + 0.28f * Maths.hash(number, 5));
    tall *= Maths.smooth(HighSea.FARTHEST, HighSea.FARTHEST - 1.5f * APART, distance);
    float step = 8 / unit;
    double long1 = 6.28 * Maths.hash(number, 1) + time * 0.22;
    double long2 = 6.28 * Maths.hash(number, 2) - time * 0.31;
    double short1 = 6.28 * Maths.hash(number, 3) + time * 0.9;
    float before = height(left - step, long1, long2, short1);
    float here = height(left, long1, long2, short1);
    float off = (distance - HighSea.AMONG) / (0.55f * APART);
    float lee = Maths.exp(-off * off);
    float wide = HighSea.LEE * unit;
    for (int x = 0; x < top.length; x += 8) {
      float aside = (x + 8 - rock) / wide;
      float free = 1 - lee * Maths.exp(-Math.min(20, aside * aside));
      float next = free * height(left + (x + 8) / unit, long1, long2, short1);
      span(x, tall, new float[] {before, here, next});
      before = here;
      here = next;
    }
  }

  /** Writes eight columns between two heights. */
  private void span(int from, float tall, float[] heights) {
    float slope = (heights[2] - heights[0]) * unit * tall / 16;
    float bright = Math.max(-1, Math.min(1, slope * 0.9f));
    float near = Maths.smooth(2, 9, distance);
    for (int i = 0; i < 8 && from + i < top.length; i++) {
      float h = Maths.mix(heights[1], heights[2], i / 8f);
      top[from + i] = base - h * tall * unit;
      lean[from + i] = bright;
      breaks[from + i] = near * Maths.smooth(0.47f, 0.80f, h);
    }
  }

  /** A row of peaks, a little rounded. */
  private static float peak(double angle, float round) {
    float s = Maths.sin(angle);
    return 1 + Maths.sqrt(round) - Maths.sqrt(s * s + round);
  }

  /** Height of the crest, 0 to 1, at a place across: few long swells, sharp where they meet. */
  private static float height(float x, double long1, double long2, double short1) {
    float a = Maths.sin(x * 0.13 + long1);
    float b = peak(x * 0.105 + long2, 0.012f);
    float c = peak(x * 0.47 + short1, 0.03f);
    float chop = Maths.sin(x * 2.3 + 3 * short1) * 0.5f + Maths.sin(x * 5.1 - 2 * short1) * 0.25f;
    return 0.28f + 0.15f * a + 0.44f * b * b * b + 0.12f * c * c * c + 0.020f * chop;
  }
}
