package runflow.engine.raster;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Composes rows of one frame from layers, back to front, as floats in 16 to 240. The backmost layer
 * is opaque. A call names a plane and gives a row to write: luma alone, or blue and red together.
 * Not thread-safe.
 */
final class Stack {
  /** Picture pixels for a sample from which on a layer is drawn across first. */
  private static final float COARSE = 1.9f;

  private final List<Layer> layers;
  private final List<Rows> drawn;
  private final List<Inset> insets;

  /** What is drawn behind the first layer, and then on each. */
  private final List<List<Inset>> on;

  /** Room for what is to be seen behind each layer, and at the end before all. */
  private final Gaps[] behind;

  /** What is to be seen behind each layer of the row that is drawn, and at the end before all. */
  private final Gaps[] visible;

  Stack(List<Layer> layers, List<Inset> insets, Lens lens) {
    this.layers = List.copyOf(layers);
    this.insets = List.copyOf(insets);
    on =
        IntStream.range(-1, layers.size())
            .mapToObj(k -> insets.stream().filter(some -> some.layer() == k).toList())
            .toList();
    behind = Stream.generate(Gaps::new).limit(layers.size() + 1).toArray(Gaps[]::new);
    visible = behind.clone();
    int widest = layers.stream().mapToInt(l -> l.plate.region.width()).max().orElse(0);
    var scratch = new FineRows.Scratch(widest, lens.width());
    drawn = this.layers.stream().map(layer -> rows(layer, lens, scratch)).toList();
  }

  private static Rows rows(Layer layer, Lens lens, FineRows.Scratch scratch) {
    if (layer.sways()) {
      return new SwayingRows(layer, scratch);
    }
    return layer.plate.region.scale() > COARSE
        ? new CoarseRows(layer, lens)
        : new FineRows(layer, scratch);
  }

  void place(Lens lens, View view) {
    for (int k = 0; k < layers.size(); k++) {
      layers.get(k).place(lens, view);
      drawn.get(k).start();
    }
    for (Inset some : insets) {
      some.place(lens, view, layers);
    }
  }

  /** Writes a row of planes, from {@code plane} on, into {@code rows}. */
  void compose(int plane, int y, float[][] rows) {
    int start = Math.max(0, hide(plane, y, rows[0].length));
    if (start == 0) {
      drawn.getFirst().replace(plane, y, rows, visible[1]);
    } else {
      drawn.get(start).blend(plane, y, rows, visible[start + 1]);
    }
    insets(start, plane, y, rows);
    blendFrom(start + 1, plane, y, rows);
  }

  /**
   * Draws every layer over what is in {@code rows}.
   *
   * @param start the layer that {@link #hide} told of this row just before
   */
  void over(int start, int plane, int y, float[][] rows) {
    if (start < 0) {
      insets(-1, plane, y, rows);
    }
    blendFrom(Math.max(0, start), plane, y, rows);
  }

  private void blendFrom(int start, int plane, int y, float[][] rows) {
    for (int k = start; k < layers.size(); k++) {
      if (visible[k + 1].count() > 0 && layers.get(k).placement(plane).row(y) >= 0) {
        drawn.get(k).blend(plane, y, rows, visible[k + 1]);
      }
      insets(k, plane, y, rows);
    }
  }

  /**
   * Finds which columns of a row are to be seen of each layer.
   *
   * @return the layer that hides the last of what is behind it, or -1 if none does
   */
  int hide(int plane, int y, int columns) {
    int k = layers.size();
    behind[k].open(columns);
    visible[k] = behind[k];
    while (k > 0 && visible[k].count() > 0) {
      k--;
      visible[k] = past(k, plane, y);
    }
    return visible[k].count() > 0 ? -1 : k;
  }

  /** What is to be seen behind a layer. */
  private Gaps past(int k, int plane, int y) {
    Gaps before = visible[k + 1];
    Surface surface = layers.get(k).plate.surface(plane);
    Placement placement = layers.get(k).placement(plane);
    float place = placement.row(y);
    Runs runs = surface.runs();
    if (place < 0 || (runs == null && surface.alpha != null) || layers.get(k).sways()) {
      return before;
    }
    int row = (int) Math.min(surface.height - 1.001f, place);
    if (runs != null && !runs.anySolid(row)) {
      return before;
    }
    if (runs == null) {
      behind[k].close();
    } else {
      behind[k].start(before);
      placement.hide(runs, row, surface.width, behind[k]);
      behind[k].end();
    }
    return behind[k];
  }

  private void insets(int layer, int plane, int y, float[][] rows) {
    for (Inset some : on.get(layer + 1)) {
      for (int p = 0; p < rows.length; p++) {
        some.add(plane + p, y, rows[p]);
      }
    }
  }

  /** Adds the columns of a row that anything may touch. */
  void reach(int plane, int y, Blocks touched) {
    for (Inset some : insets) {
      touched.add(some.from(plane, y), some.to(plane, y));
    }
    for (Layer layer : layers) {
      Placement placement = layer.placement(plane);
      Surface surface = layer.plate.surface(plane);
      float place = placement.row(y);
      if (place >= 0) {
        int j = (int) Math.min(surface.height - 1.001f, place);
        for (int k = j; k <= j + 1; k++) {
          if (!surface.empty(k)) {
            reach(layer, plane, k, touched);
          }
        }
      }
    }
  }

  private static void reach(Layer layer, int plane, int row, Blocks touched) {
    Placement placement = layer.placement(plane);
    Surface surface = layer.plate.surface(plane);
    int aside = Maths.floor(layer.aside(plane, row));
    int from = Math.max(0, surface.from[row] + aside - (layer.sways() ? 1 : 0));
    int to = surface.to[row] + aside + (layer.sways() ? 2 : 0);
    int first = from == 0 ? 0 : placement.columnOf(from - 1);
    int last = to >= surface.width ? Integer.MAX_VALUE : placement.columnOf(to + 1);
    touched.add(first, last);
  }
}
