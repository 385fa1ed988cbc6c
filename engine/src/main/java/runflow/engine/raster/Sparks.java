package runflow.engine.raster;

import java.util.Arrays;
import java.util.List;

/**
 * Points of light that lie on one layer and are covered by those before it: stars, lit windows,
 * beacons. Not thread-safe.
 */
final class Sparks implements Inset {
  /**
   * One point of light.
   *
   * @param x column on the picture, unmoved
   * @param y row on the picture, unmoved
   * @param radius in picture pixels
   * @param light luma added in the middle
   * @param twinkle share of the light that comes and goes
   * @param rate how fast, in radians per second
   */
  record Spark(float x, float y, float radius, float light, float twinkle, float rate) {}

  private final int layer;
  private final List<Spark> all;
  private final int[] head;
  private final int[] next;
  private final float[] placedX;
  private final float[] placedY;
  private final float[] strength;

  /** As far as light reaches from the middle of each, in pixels. */
  private final float[] reaches;

  /** Rows that the largest touches, at most. */
  private final int most;

  Sparks(int layer, List<Spark> all, int height) {
    this.layer = layer;
    this.all = List.copyOf(all);
    head = new int[height];
    next = new int[all.size()];
    placedX = new float[all.size()];
    placedY = new float[all.size()];
    strength = new float[all.size()];
    reaches = new float[all.size()];
    float largest = 0;
    for (int i = 0; i < reaches.length; i++) {
      reaches[i] = 2 * all.get(i).radius();
      largest = Math.max(largest, reaches[i]);
    }
    most = (int) (2 * largest) + 2;
  }

  @Override
  public int layer() {
    return layer;
  }

  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    Arrays.fill(head, -1);
    float depth = layers.get(layer).plate.depth;
    Parallax moved = Parallax.of(depth, lens, view);
    for (int i = 0; i < all.size(); i++) {
      Spark spark = all.get(i);
      placedX[i] = moved.column(spark.x());
      placedY[i] = moved.row(spark.y());
      float wave = 0.5f + 0.5f * Maths.sin(view.time() * spark.rate() + i * 2.399);
      strength[i] = spark.light() * (1 - spark.twinkle() * wave);
      int first = Math.round(placedY[i] - reaches[i]);
      if (first < head.length && placedY[i] + reaches[i] >= 0) {
        int bucket = Math.max(0, first);
        next[i] = head[bucket];
        head[bucket] = i;
      }
    }
  }

  /** Adds the light of every spark that touches the row. */
  @Override
  public void add(int plane, int y, float[] row) {
    if (plane > 0) {
      return;
    }
    for (int bucket = Math.max(0, y - most); bucket <= y; bucket++) {
      for (int i = head[bucket]; i >= 0; i = next[i]) {
        float dy = (y - placedY[i]) / reaches[i];
        if (dy * dy < 1) {
          splat(i, dy * dy, reaches[i], row);
        }
      }
    }
  }

  private void splat(int i, float dy2, float reach, float[] row) {
    int from = Math.max(0, (int) (placedX[i] - reach));
    int to = Math.min(row.length - 1, (int) (placedX[i] + reach) + 1);
    for (int x = from; x <= to; x++) {
      float dx = (x - placedX[i]) / reach;
      float left = 1 - dx * dx - dy2;
      if (left > 0) {
        row[x] += strength[i] * left * left * left;
      }
    }
  }
}
