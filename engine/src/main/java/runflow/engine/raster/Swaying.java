package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;

/** Figures that stand and sway, drawn once to a plate of which each row then moves by itself. */
final class Swaying {
  /** Columns free on either side for rows that move, for each pixel of a metre. */
  private static final float ROOM = 0.7f;

  private Swaying() {}

  /**
   * How a figure takes part.
   *
   * @param depth of its layer
   * @param pace seconds of its own in a second of the video
   */
  record Role(Easel.Stand stand, float depth, float pace) {}

  static Layer layer(Puppet puppet, Role role, Lens lens, Lamp lamp) {
    Easel.Stand stand = role.stand;
    Sketch sketch = new Sketch();
    puppet.pose(0, sketch);
    int room = 2 * (int) (1 + ROOM * stand.unit() / 2);
    Plate plate = Baked.plate(sketch, new Baked.Spot(stand, role.depth, null, room), lens, lamp);
    float unit = stand.unit() * stand.facing();
    Sway sway =
        (row, time) ->
            unit * (float) puppet.sway(time * role.pace, (stand.y() - row) / stand.unit());
    return new Layer(plate, sway, lens);
  }
}
