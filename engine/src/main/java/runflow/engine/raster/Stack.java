package runflow.engine.raster;

import java.util.List;

/**
 * Composes rows of one frame from layers, back to front, as floats in 16 to 240. The backmost layer
 * is opaque. Not thread-safe.
 */
final class Stack {
  private final List<Layer> layers;
  private final List<Inset> insets;
  private final float[] samples;
  private final float[] mask;

  Stack(List<Layer> layers, List<Inset> insets) {
    this.layers = List.copyOf(layers);
    this.insets = List.copyOf(insets);
    int widest = layers.stream().mapToInt(l -> l.plate.region.width()).max().orElse(0);
    samples = new float[widest + 2];
    mask = new float[widest + 2];
  }

  void place(Lens lens, View view) {
    for (Layer layer : layers) {
      layer.place(lens, view);
    }
    for (Inset some : insets) {
      some.place(lens, view, layers);
    }
  }

  /** Writes a row of a plane (0 luma, 1 and 2 chroma) into {@code row}. */
  void compose(int plane, int y, float[] row) {
    int start = firstVisible(plane, y);
    for (int k = start; k < layers.size(); k++) {
      Layer layer = layers.get(k);
      Surface surface = layer.plate.surface(plane);
      Placement placement = layer.placement(plane);
      float place = placement.row(y);
      if (k == start) {
        replace(surface, placement, place, row);
      } else if (place >= 0) {
        blend(surface, placement, place, row);
      }
      insets(k, plane, y, row);
    }
  }

  /** Draws every layer over what is in {@code row}. */
  void over(int plane, int y, float[] row) {
    insets(-1, plane, y, row);
    for (int k = 0; k < layers.size(); k++) {
      Layer layer = layers.get(k);
      Placement placement = layer.placement(plane);
      float place = placement.row(y);
      if (place >= 0) {
        blend(layer.plate.surface(plane), placement, place, row);
      }
      insets(k, plane, y, row);
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
            int from = surface.from[k];
            int to = surface.to[k];
            columns[0] = Math.min(columns[0], from == 0 ? 0 : placement.columnOf(from - 1));
            columns[1] =
                Math.max(
                    columns[1],
                    to >= surface.width ? Integer.MAX_VALUE : placement.columnOf(to + 1));
          }
        }
      }
    }
  }

  private void insets(int layer, int plane, int y, float[] row) {
    for (Inset some : insets) {
      if (some.layer() == layer) {
        some.add(plane, y, row);
      }
    }
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

  private void replace(Surface surface, Placement placement, float place, float[] row) {
    float inside = Math.min(surface.height - 1.001f, Math.max(0, place));
    Span span = new Span((int) inside, inside - (int) inside, placement.low, placement.high);
    span.vertical(surface.samples, surface.width, 1 / Plate.UNIT, samples);
    put(placement, 0, placement.index.length, row);
  }

  private void blend(Surface surface, Placement placement, float place, float[] row) {
    float inside = Math.min(surface.height - 1.001f, place);
    int j = (int) inside;
    if (surface.empty(j) && surface.empty(j + 1)) {
      return;
    }
    int from = surface.empty(j) ? surface.from[j + 1] : surface.from[j];
    int to = surface.empty(j) ? surface.to[j + 1] : surface.to[j];
    if (!surface.empty(j + 1)) {
      from = Math.min(from, surface.from[j + 1]);
      to = Math.max(to, surface.to[j + 1]);
    }
    int block = from >> Surface.BLOCK;
    int last = (to - 1) >> Surface.BLOCK;
    while (block <= last) {
      if (!surface.filled(j, block)) {
        block++;
        continue;
      }
      int start = Math.max(from, block << Surface.BLOCK);
      boolean solid = surface.solid(j, block);
      while (block <= last && surface.filled(j, block) && surface.solid(j, block) == solid) {
        block++;
      }
      Span run = new Span(j, inside - j, start, Math.min(to, block << Surface.BLOCK));
      if (solid) {
        cover(surface, placement, run, row);
      } else {
        run(surface, placement, run, row);
      }
    }
  }

  /** Replaces the columns that show nothing but a run of opaque samples. */
  private void cover(Surface surface, Placement placement, Span run, float[] row) {
    int first = run.from == 0 ? 0 : placement.columnOf(run.from);
    int last = run.to >= surface.width ? placement.index.length : placement.columnOf(run.to - 1);
    if (first >= last) {
      return;
    }
    int end = Math.min(surface.width, placement.index[last - 1] + 2);
    Span span = new Span(run.row, run.below, placement.index[first], end);
    span.vertical(surface.samples, surface.width, 1 / Plate.UNIT, samples);
    put(placement, first, last, row);
  }

  /** Blends the columns that show a run of samples with something in them. */
  private void run(Surface surface, Placement placement, Span run, float[] row) {
    int first = run.from == 0 ? 0 : placement.columnOf(run.from - 1);
    int last = run.to >= surface.width ? placement.index.length : placement.columnOf(run.to + 1);
    short[] alpha = surface.alpha;
    if (first >= last || alpha == null) {
      return;
    }
    int end = Math.min(surface.width, placement.index[last - 1] + 2);
    Span span = new Span(run.row, run.below, placement.index[first], end);
    span.vertical(surface.samples, surface.width, 1 / Plate.UNIT, samples);
    span.vertical(alpha, surface.width, 1 / Plate.OPAQUE, mask);
    over(placement, first, last, row);
  }

  private void over(Placement placement, int first, int last, float[] row) {
    int[] index = placement.index;
    float[] weight = placement.weight;
    if (placement.smooth()) {
      int number = placement.breakAfter(first);
      for (int i = first; i < last; number++) {
        int end = Math.min(last, placement.breakAt(number));
        lay(weight, row, i, end, index[i] - i);
        i = end;
      }
      return;
    }
    for (int i = first; i < last; i++) {
      int k = index[i];
      float w = weight[i];
      float a = mask[k];
      a += (mask[k + 1] - a) * w;
      float c = samples[k];
      c += (samples[k + 1] - c) * w;
      row[i] = row[i] * (1 - a) + c;
    }
  }

  /** Blends columns that show consecutive samples; {@code ahead} is from column to sample. */
  private void lay(float[] weight, float[] row, int from, int to, int ahead) {
    float[] colours = samples;
    float[] cover = mask;
    for (int i = from; i < to; i++) {
      float w = weight[i];
      float a = cover[i + ahead];
      a += (cover[i + ahead + 1] - a) * w;
      float c = colours[i + ahead];
      c += (colours[i + ahead + 1] - c) * w;
      row[i] = row[i] * (1 - a) + c;
    }
  }

  /** Writes columns over what was there. */
  private void put(Placement placement, int first, int last, float[] row) {
    int[] index = placement.index;
    float[] weight = placement.weight;
    if (placement.smooth()) {
      int number = placement.breakAfter(first);
      for (int i = first; i < last; number++) {
        int end = Math.min(last, placement.breakAt(number));
        copy(weight, row, i, end, index[i] - i);
        i = end;
      }
      return;
    }
    for (int i = first; i < last; i++) {
      int k = index[i];
      float c = samples[k];
      row[i] = c + (samples[k + 1] - c) * weight[i];
    }
  }

  private void copy(float[] weight, float[] row, int from, int to, int ahead) {
    float[] colours = samples;
    for (int i = from; i < to; i++) {
      float c = colours[i + ahead];
      row[i] = c + (colours[i + ahead + 1] - c) * weight[i];
    }
  }

  /** A place between two rows of a plane, and the columns that are needed of it. */
  private record Span(int row, float below, int from, int to) {
    void vertical(short[] source, int width, float unit, float[] out) {
      float low = below * unit;
      float top = unit - low;
      int first = row * width;
      int second = first + width;
      for (int i = from; i < to; i++) {
        out[i] = source[first + i] * top + source[second + i] * low;
      }
    }
  }
}
