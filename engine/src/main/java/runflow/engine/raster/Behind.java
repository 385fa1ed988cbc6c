package runflow.engine.raster;

import java.util.List;

/** Light that shines behind the layers before it: an aurora behind mountains. */
record Behind(int layer, Glow glow) implements Inset {
  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    glow.place(lens, view);
  }

  @Override
  public void add(int plane, int y, float[] row) {
    glow.add(plane, y, row);
  }
}
