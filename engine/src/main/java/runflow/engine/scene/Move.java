package runflow.engine.scene;

/** How the camera moves through a scene. */
public enum Move {
  PAN_LEFT,
  PAN_RIGHT,
  TILT_UP,
  TILT_DOWN,
  DOLLY_IN,
  DOLLY_OUT,
  RISE,
  STATIC
}
