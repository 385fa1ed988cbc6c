package runflow.engine.raster;

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
      case STATIC -> new View(0, 0, 0, 0, 0, 1, time, frame);
    };
  }
}
