package runflow.engine.raster.figure;

/** A figure that can be drawn at any time; a pure function of the time. */
public interface Puppet {
  /** Adds the figure's parts at a time in seconds. */
  void pose(float time, Sketch sketch);

  /**
   * Metres to where the figure faces that all at a height sways at a time, beside its pose.
   *
   * @param up metres over the ground
   */
  default double sway(float time, double up) {
    return 0;
  }

  /** Metres a second that the figure moves to where it faces. */
  float speed();
}
