package runflow.engine.scene;

/** How a picture is made. */
public enum Style {
  NATURAL,
  /** Cool shadows, warm light, more contrast. */
  CINEMATIC,
  /** Black and white with hard contrast. */
  NOIR,
  /** Soft areas of colour on paper. */
  WATERCOLOUR,
  /** Flat, bright areas of colour. */
  ANIME,
  /** Faded and grainy, with warm whites. */
  VINTAGE
}
