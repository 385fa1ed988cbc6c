package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import runflow.engine.scene.Style;

/** Paints plates over in areas of even colour, as a brush would. */
final class Brushwork {
  /** Rows of a plate that one of the cores paints at a time. */
  private static final int ROWS = 90;

  private Brushwork() {}

  /** Paints every layer over if the style is a painted one. */
  static void over(List<Layer> layers, Style style, Lens lens) throws InterruptedException {
    float size = size(style);
    if (size > 0) {
      for (Layer layer : layers) {
        Plate plate = layer.plate;
        int side = Math.round(size * lens.scale() / plate.region.scale());
        if (side > 0) {
          paint(plate.luma, side);
          paint(plate.blue, Math.max(1, side / 2));
          paint(plate.red, Math.max(1, side / 2));
        }
      }
    }
  }

  private static float size(Style style) {
    return switch (style) {
      case NATURAL, CINEMATIC, NOIR, VINTAGE -> 0;
      case WATERCOLOUR -> 4;
      case ANIME -> 2.6f;
    };
  }

  private static void paint(Surface surface, int side) throws InterruptedException {
    short[] from = surface.samples.clone();
    List<Callable<Surface>> bands = new ArrayList<>();
    for (int y = 0; y < surface.height; y += ROWS) {
      int first = y;
      int last = Math.min(y + ROWS, surface.height);
      bands.add(
          () -> {
            new Kuwahara(surface, from, side).paint(first, last);
            return surface;
          });
    }
    Together.run(bands);
  }
}
