package runflow.engine.scene;

/** A colour that a prompt names. */
public enum Hue {
  CRIMSON(0.52f, 0.02f, 0.05f),
  RED(0.60f, 0.05f, 0.03f),
  ORANGE(0.85f, 0.26f, 0.04f),
  GOLD(0.85f, 0.48f, 0.08f),
  YELLOW(0.90f, 0.70f, 0.10f),
  GREEN(0.08f, 0.36f, 0.10f),
  TEAL(0.03f, 0.36f, 0.38f),
  BLUE(0.04f, 0.13f, 0.52f),
  VIOLET(0.30f, 0.08f, 0.46f),
  PINK(0.85f, 0.30f, 0.42f),
  WHITE(0.78f, 0.77f, 0.74f),
  BLACK(0.018f, 0.018f, 0.022f),
  PASTEL(0.80f, 0.58f, 0.62f);

  private final float r;
  private final float g;
  private final float b;

  Hue(float r, float g, float b) {
    this.r = r;
    this.g = g;
    this.b = b;
  }

  /** The colour of a thing in this colour under white light. */
  public Rgb colour() {
    return new Rgb(r, g, b);
  }
}
