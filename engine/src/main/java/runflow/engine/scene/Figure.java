package runflow.engine.scene;

/** Who stands or walks in a scene. */
public enum Figure {
  NOBODY,
  ASTRONAUT,
  WALKER
}
