package runflow.engine.raster;

import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;

/** Leaves or petals that fall before the camera, turning. */
final class Falling {
  private Falling() {}

  /** An overlay that draws them; metres are tenths of the picture's shorter side. */
  static Overlay of(Lens lens, Lamp lamp, Troupe troupe, float pace) {
    float unit = Math.min(lens.width(), lens.height()) / 10f;
    Puppet leaves = troupe.falling(lens.width() / unit, lens.height() / unit);
    Easel.Stand corner = new Easel.Stand(0, lens.height(), unit, 1);
    var window = new Outline.Window(0, 0, lens.width() & ~1, lens.height() & ~1);
    Outline outline = new Outline(lens.width());
    Sketch sketch = new Sketch();
    float[] covers = new float[lens.width()];
    float[] colour = new float[4];
    lamp.aim(corner.x());
    return (frame, view) -> {
      sketch.clear();
      leaves.pose(view.time() * pace, sketch);
      for (Part part : sketch.parts()) {
        if (part instanceof Part.Panel leaf) {
          outline.set(leaf.outline(), corner, window);
          lamp.shade(leaf.skin(), leaf.nx(), leaf.ny(), colour);
          for (int y = outline.top(); y < outline.bottom(); y++) {
            outline.row(y, covers);
            frame.lay(colour, covers, y, outline.first(), outline.last());
          }
        }
      }
    };
  }
}
