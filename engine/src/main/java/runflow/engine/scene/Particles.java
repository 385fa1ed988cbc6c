package runflow.engine.scene;

/** Small things in the air before the camera. */
public enum Particles {
  NONE,
  MOTES,
  DUST,
  EMBERS,
  RAIN,
  SNOW,
  FIREFLIES,
  PETALS,
  LEAVES
}
