package runflow.engine.scene;

/** A feeling that moves light and colour a little. */
public enum Mood {
  PLAIN,
  DARK,
  SERENE,
  EERIE,
  JOYFUL,
  EPIC,
  ROMANTIC
}
