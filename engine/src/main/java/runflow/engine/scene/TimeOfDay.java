package runflow.engine.scene;

/** The light a scene is in. */
public enum TimeOfDay {
  DAWN,
  DAY,
  GOLDEN,
  DUSK,
  NIGHT
}
