package runflow.engine.scene;

/** What the air is doing. */
public enum Weather {
  CLEAR,
  CLOUDS,
  OVERCAST,
  FOG,
  RAIN,
  /** Rain with lightning. */
  STORM,
  SNOW,
  DUST;

  /** Whether a closed cloud cover hides sun, moon and stars. */
  public boolean closedSky() {
    return switch (this) {
      case OVERCAST, RAIN, STORM, SNOW, FOG -> true;
      case CLEAR, CLOUDS, DUST -> false;
    };
  }

  /** Whether rain falls. */
  public boolean wet() {
    return this == RAIN || this == STORM;
  }
}
