package runflow.engine.raster;

import java.util.List;

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

  Stack(List<Layer> layers, List<Inset> insets, Lens lens) {
    this.layers = List.copyOf(layers);
    this.insets = List.copyOf(insets);
    int widest = layers.stream().mapToInt(l -> l.plate.region.width()).max().orElse(0);
    var scratch = new FineRows.Scratch(widest, lens.width());
    drawn = this.layers.stream().map(layer -> rows(layer, lens, scratch)).toList();
  }

  private static Rows rows(Layer layer, Lens lens, FineRows.Scratch scratch) {
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
    int start = firstVisible(plane, y);
    drawn.get(start).replace(plane, y, rows);
    insets(start, plane, y, rows);
    for (int k = start + 1; k < layers.size(); k++) {
      blend(k, plane, y, rows);
    }
  }

  /** Draws every layer over what is in {@code rows}. */
  void over(int plane, int y, float[][] rows) {
    insets(-1, plane, y, rows);
    for (int k = 0; k < layers.size(); k++) {
      blend(k, plane, y, rows);
    }
  }

  private void blend(int k, int plane, int y, float[][] rows) {
    if (layers.get(k).placement(plane).row(y) >= 0) {
      drawn.get(k).blend(plane, y, rows);
    }
    insets(k, plane, y, rows);
  }

  private void insets(int layer, int plane, int y, float[][] rows) {
    for (Inset some : insets) {
      if (some.layer() == layer) {
        for (int p = 0; p < rows.length; p++) {
          some.add(plane + p, y, rows[p]);
        }
      }
    }
  }

  /** Writes the first column that anything may touch in a row, and one past the last. */
  void reach(int plane, int y, int[] columns) {
    columns[0] = Integer.MAX_VALUE;
    columns[1] = 0;
    for (Inset some : insets) {
      columns[0] = Math.min(columns[0], some.from(plane, y));
      columns[1] = Math.max(columns[1], some.to(plane, y));
    }
    for (Layer layer : layers) {
      Placement placement = layer.placement(plane);
      Surface surface = layer.plate.surface(plane);
      float place = placement.row(y);
      if (place >= 0) {
        int j = (int) Math.min(surface.height - 1.001f, place);
        for (int k = j; k <= j + 1; k++) {
          if (!surface.empty(k)) {
            reach(placement, surface, k, columns);
          }
        }
      }
    }
  }

  private static void reach(Placement placement, Surface surface, int k, int[] columns) {
    int from = surface.from[k];
    int to = surface.to[k];
    int first = from == 0 ? 0 : placement.columnOf(from - 1);
    int last = to >= surface.width ? Integer.MAX_VALUE : placement.columnOf(to + 1);
    columns[0] = Math.min(columns[0], first);
    columns[1] = Math.max(columns[1], last);
  }

  /** The nearest layer that covers the row entirely. */
  private int firstVisible(int plane, int y) {
    for (int k = layers.size() - 1; k > 0; k--) {
      Surface surface = layers.get(k).plate.surface(plane);
      float place = layers.get(k).placement(plane).row(y);
      if (place >= 0) {
        int j = Math.min(surface.height - 1, (int) place);
        if (surface.opaque[j] && surface.opaque[Math.min(surface.height - 1, j + 1)]) {
          return k;
        }
      }
    }
    return 0;
  }
}
