package runflow.engine.scene;

/** The shape and material of natural ground. */
public enum Relief {
  /** Wind-blown sand with mesas far behind. */
  DUNES,
  /** Rust-red dunes and stones under the sky of Mars. */
  MARS,
  /** Grey dust and craters without an atmosphere. */
  MOON,
  /** Rock and snow above green feet. */
  PEAKS,
  /** Rolling grass. */
  HILLS,
  /** Nearly flat grassland with far ranges. */
  PLAIN,
  /** Hills set with conifers. */
  FOREST,
  /** Hills under dense broad-leaved trees. */
  JUNGLE;

  /** Whether trees stand all over it. */
  public boolean wooded() {
    return this == FOREST || this == JUNGLE;
  }
}
