package runflow.engine.raster;

import runflow.engine.scene.Camera;
import runflow.engine.scene.Move;

/**
 * Where the camera is at one frame.
 *
 * @param x sideways, in depth units
 * @param y upwards, in depth units
 * @param forward in depth units; the nearest plates are about two away
 * @param turn of the whole picture to the right, in widths of the picture
 * @param tilt of the whole picture upwards, in heights of the picture
 * @param zoom of the whole picture, 1 or more
 * @param time in seconds from the first frame
 * @param frame number of the frame
 */
record View(
    float x, float y, float forward, float turn, float tilt, float zoom, float time, int frame) {

  /** The view of a move at a time, of a video that lasts {@code seconds}. */
  static View at(Move move, float time, float seconds) {
    float u = Maths.clamp(time / seconds);
    float e = 0.6f * u + 0.4f * u * u * (3 - 2 * u);
    float sway = Maths.sin(time * 1.3) * 0.6f + Maths.sin(time * 2.17 + 1) * 0.3f;
    float x = sway * 0.0016f;
    float y = Maths.sin(time * 1.7 + 2) * 0.0009f;
    int frame = Math.round(time * 24);
    float c = e - 0.5f;
    return switch (move) {
      case PAN_LEFT -> new View(x - c * 0.10f, y, 0, -c * 0.055f, 0, 1.02f, time, frame);
      case PAN_RIGHT -> new View(x + c * 0.10f, y, 0, c * 0.055f, 0, 1.02f, time, frame);
      case TILT_UP -> new View(x, y, 0.04f * e, 0, c * 0.09f, 1.02f, time, frame);
      case TILT_DOWN -> new View(x, y, 0.04f * e, 0, -c * 0.09f, 1.02f, time, frame);
      case DOLLY_IN -> new View(x + c * 0.03f, y, 0.26f * e, 0, 0, 1 + 0.03f * e, time, frame);
      case DOLLY_OUT ->
          new View(x + c * 0.03f, y, 0.26f * (1 - e), 0, 0, 1.03f - 0.03f * e, time, frame);
      case RISE -> new View(x, y + c * 0.10f, 0.08f * e, 0, c * 0.03f, 1.02f, time, frame);
      case CRANE -> new View(x, y + c * 0.08f, 0.10f * e, 0, c * 0.03f, 1.02f, time, frame);
      case ORBIT -> new View(x + c * 0.10f, y, 0, c * 0.04f, 0, 1.02f, time, frame);
      case FLY -> new View(x, y + 0.02f * e, 0.28f * e, 0, 0, 1.02f, time, frame);
      case STATIC -> new View(0, 0, 0, 0, 0, 1, time, frame);
    };
  }

  /** The view of a camera in a scene of plates, which can move farther than over a picture. */
  static View at(Camera camera, float time, float seconds) {
    float u = Maths.clamp(time / seconds);
    float e = 0.6f * u + 0.4f * u * u * (3 - 2 * u);
    float c = e - 0.5f;
    float pace = camera.pace().figures();
    float shake = camera.move() == Move.STATIC ? 0 : camera.handheld() ? 1 : 0.15f;
    if (camera.handheld()) {
      shake = 1;
    }
    float t = time * pace;
    float x = shake * (0.010f * Maths.sin(t * 1.3) + 0.005f * Maths.sin(t * 2.9 + 1));
    float y = shake * (0.007f * Maths.sin(t * 1.7 + 2) + 0.003f * Maths.sin(t * 3.7));
    float turn = shake * 0.0035f * Maths.sin(t * 1.1 + 0.6);
    float tilt = shake * 0.0030f * Maths.sin(t * 1.5 + 2.2);
    View sway = new View(x, y, 0, turn, tilt, 1, time, Math.round(time * 24));
    return switch (camera.move()) {
      case PAN_LEFT -> sway.plus(-c * 0.20f, 0, 0, -c * 0.10f, 0);
      case PAN_RIGHT -> sway.plus(c * 0.20f, 0, 0, c * 0.10f, 0);
      case TILT_UP -> sway.plus(0, 0, 0.06f * e, 0, c * 0.11f);
      case TILT_DOWN -> sway.plus(0, 0, 0.06f * e, 0, -c * 0.11f);
      case DOLLY_IN -> sway.plus(c * 0.04f, 0, 0.46f * e, 0, 0);
      case DOLLY_OUT -> sway.plus(c * 0.04f, 0, 0.46f * (1 - e), 0, 0);
      case RISE -> sway.plus(0, c * 0.20f, 0.12f * e, 0, c * 0.03f);
      case CRANE -> sway.plus(c * 0.05f, c * 0.22f, 0.26f * e, 0, c * 0.045f);
      case ORBIT -> sway.plus(c * 0.46f, 0, 0, -c * 0.036f, 0);
      case FLY -> sway.plus(c * 0.06f, c * 0.08f, 0.55f * e, 0, c * 0.02f);
      case STATIC -> sway;
    };
  }

  private View plus(float byX, float byY, float byForward, float byTurn, float byTilt) {
    return new View(
        x + byX, y + byY, forward + byForward, turn + byTurn, tilt + byTilt, zoom, time, frame);
  }
}
