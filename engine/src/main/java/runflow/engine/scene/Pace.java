package runflow.engine.scene;

/** How fast time passes. */
public enum Pace {
  SLOW(0.4f, 0.4f),
  REAL(1, 1),
  LAPSE(1, 9);

  private final float figures;
  private final float air;

  Pace(float figures, float air) {
    this.figures = figures;
    this.air = air;
  }

  /** Seconds that pass for figures in a second of the video. */
  public float figures() {
    return figures;
  }

  /** Seconds that pass for clouds and light in a second of the video. */
  public float air() {
    return air;
  }
}
