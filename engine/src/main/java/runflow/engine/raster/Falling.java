package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;

/** Leaves or petals that fall before the camera, turning. */
final class Falling {
  private Falling() {}

  /** An overlay that draws them; metres are tenths of the picture's shorter side. */
  static Overlay of(Lens lens, Lamp lamp, Troupe troupe, float pace) {
    float unit = Math.min(lens.width(), lens.height()) / 10f;
    float wide = lens.width() / unit;
    Puppet leaves = troupe.falling(wide);
    Easel.Stand corner = new Easel.Stand(0, lens.height(), unit, 1);
    Easel easel = new Easel(lens.width(), lens.height(), lamp);
    Sketch sketch = new Sketch();
    return (frame, view) -> {
      sketch.clear();
      leaves.pose(view.time() * pace, sketch);
      for (int i = 0; i < sketch.parts().size(); i++) {
        Sketch one = sketch.only(i);
        easel.draw(one, corner);
        frame.over(easel.canvas);
      }
    };
  }
}
