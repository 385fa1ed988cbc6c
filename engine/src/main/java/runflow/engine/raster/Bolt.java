package runflow.engine.raster;

import java.util.List;

/** Lightning: now and then a jagged line from the clouds to the ground, and what it lights up. */
final class Bolt implements Inset {
  private static final float EVERY = 2.3f;
  private static final float LASTS = 0.55f;
  private static final int JOINTS = 40;

  private final int layer;
  private final int key;
  private final float[] path = new float[JOINTS + 1];
  private final float[] branch = new float[JOINTS + 1];
  private int forkAt;
  private float strength;
  private float top;
  private float bottom;
  private float scale = 1;

  Bolt(int layer, int key) {
    this.layer = layer;
    this.key = key;
  }

  /** Where lightning strikes, in widths of the picture. */
  float column() {
    return 0.25f + 0.5f * Maths.hash(key, 71);
  }

  /** How bright the flash is at a time: it comes fast, flickers, and fades. */
  float flash(float time) {
    float at = time / EVERY + 0.735f;
    int number = Maths.floor(at);
    float since = (at - number) * EVERY;
    if (since < 0 || since > LASTS) {
      return 0;
    }
    float rise = Maths.clamp(since / 0.09f);
    float flicker = 0.72f + 0.28f * Maths.cos(since * 38);
    return rise * flicker * Maths.exp(-since * 6.5f) * Maths.smooth(LASTS, LASTS * 0.7f, since);
  }

  @Override
  public int layer() {
    return layer;
  }

  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    strength = flash(view.time());
    scale = lens.scale();
    if (strength < 0.01f) {
      return;
    }
    top = lens.height() * 0.08f;
    bottom = lens.horizon() + view.tilt() * lens.height() + 4;
    int number = Maths.floor(view.time() / EVERY + 0.735f);
    float x =
        (column() + 0.16f * (Maths.hash(key + number, 73) - 0.5f) - view.turn()) * lens.width();
    float off = 0;
    forkAt = 8 + (int) (14 * Maths.hash(key + number, 74));
    float fork = 0;
    for (int i = 0; i <= JOINTS; i++) {
      off += (Maths.hash(key + number * 131 + i, 75) - 0.5f) * 26 * scale;
      fork =
          i < forkAt ? off : fork + (Maths.hash(key + number * 137 + i, 76) - 0.25f) * 24 * scale;
      path[i] = x + off;
      branch[i] = x + fork;
    }
  }

  @Override
  public void add(int plane, int y, float[] row) {
    if (strength < 0.01f || plane > 0 || y < top || y >= bottom) {
      return;
    }
    float place = (y - top) / (bottom - top) * JOINTS;
    int i = Math.min(JOINTS - 1, (int) place);
    line(row, path[i], path[i + 1], place - i, 1);
    if (i >= forkAt && i < forkAt + 15) {
      line(row, branch[i], branch[i + 1], place - i, 0.5f * (1 - (place - forkAt) / 15));
    }
  }

  private void line(float[] row, float from, float to, float along, float bright) {
    float x = from + (to - from) * along;
    float slant = 1 + Math.abs(to - from) / ((bottom - top) / JOINTS) * 0.6f;
    float thin = 1.4f * scale * slant;
    int reach = (int) (16 * scale * slant);
    int first = Math.max(0, (int) x - reach);
    int last = Math.min(row.length - 1, (int) x + reach);
    for (int c = first; c <= last; c++) {
      float d = Math.abs(c - x);
      float core = Math.max(0, 1 - d / (2 * thin));
      float soft = 1 - d / reach;
      row[c] += strength * bright * (420 * core + 60 * Math.max(0, soft * soft * soft));
    }
  }
}
