package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.scene.Scene;

/**
 * The way of somebody who walks straight away from the camera, towards a wall.
 *
 * @param start metres from the camera at first
 * @param wall metres from the camera of the wall at the end
 */
record Aisle(float start, float wall) {
  /** Metres that a walker keeps from the wall. */
  private static final float SPARE = 2.5f;

  /** Metres from the camera after a time of the walker's own. */
  float away(Puppet walker, float time) {
    return start + walker.speed() * time;
  }

  /** The pace of a scene, or a slower one, legs and all, at which the way lasts the whole shot. */
  float pace(Scene scene, Puppet walker, float seconds) {
    float most = (wall - SPARE - start) / (walker.speed() * seconds);
    return Math.min(scene.camera().pace().figures(), most);
  }
}
