package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;

/**
 * The way of somebody who crosses the picture at one distance, in it from the first second to the
 * last: whoever is fast crosses farther away and, if that would be too far, more slowly too, legs
 * and all.
 *
 * @param from column at the beginning
 * @param way columns to the right in the whole video
 * @param pace seconds of the figure's own in a second that passes for figures
 */
record Crossing(float from, float way, float pace) {
  /** What a way may take of the picture's width. */
  private static final float ACROSS = 0.85f;

  /** How far beside the middle of the picture the middle of a way may be, in its widths. */
  private static final float ASIDE = 0.12f;

  /**
   * How many times as far away as at a place somebody crosses.
   *
   * @param way columns that the way would take at the place
   * @param easily times as far that cost nothing; more is shared with the pace
   */
  static float farther(Lens lens, float way, float easily) {
    float much = Math.max(1, Math.abs(way) / (ACROSS * lens.width()));
    return much < easily ? much : Maths.sqrt(easily * much);
  }

  /**
   * The way of somebody at a distance.
   *
   * @param way columns to the right that it would take at full pace
   * @param side to which its middle may be moved: -1 left, 1 right
   */
  static Crossing of(Lens lens, float way, float side) {
    float most = ACROSS * lens.width();
    float pace = Math.min(1, most / Math.abs(way));
    float free = 0.5f * (most - Math.abs(way * pace));
    float middle = 0.5f * lens.width() + Math.min(ASIDE * lens.width(), free) * side;
    return new Crossing(middle - 0.5f * way * pace, way * pace, pace);
  }

  /** The column at a share of the way. */
  float at(float share) {
    return from + way * share;
  }

  /** A puppet at the pace of this way, ahead by some seconds of its own. */
  Puppet paced(Puppet puppet, float ahead) {
    return new Puppet() {
      @Override
      public void pose(float time, Sketch sketch) {
        puppet.pose(time * pace + ahead, sketch);
      }

      @Override
      public float speed() {
        return puppet.speed() * pace;
      }
    };
  }
}
