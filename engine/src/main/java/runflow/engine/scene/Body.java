package runflow.engine.scene;

/** Something that may stand in the sky. */
public enum Body {
  SUN,
  MOON,
  /** A smaller moon beside the first. */
  SECOND_MOON,
  STARS,
  MILKY_WAY,
  AURORA,
  RAINBOW,
  PHOBOS,
  EARTH
}
