package runflow.engine.scene;

/** Something that may stand in the sky. */
public enum Body {
  SUN,
  MOON,
  STARS,
  PHOBOS,
  EARTH
}
