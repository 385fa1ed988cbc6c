package runflow.engine.scene;

/** What the air is doing. */
public enum Weather {
  CLEAR,
  CLOUDS,
  OVERCAST,
  FOG,
  RAIN,
  SNOW,
  DUST;

  /** Whether a closed cloud cover hides sun, moon and stars. */
  public boolean closedSky() {
    return switch (this) {
      case OVERCAST, RAIN, SNOW, FOG -> true;
      case CLEAR, CLOUDS, DUST -> false;
    };
  }
}
