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
  /** Up and forward while looking down. */
  CRANE,
  /** Sideways while turning back, so that the middle distance stays. */
  ORBIT,
  /** Forward through the air. */
  FLY,
  STATIC
}
