package runflow.engine.scene;

/** A colour in linear light; 1 is diffuse white, more is brighter than white. */
public record Rgb(float r, float g, float b) {
  /** This colour times {@code k}. */
  public Rgb times(float k) {
    return new Rgb(r * k, g * k, b * k);
  }

  /** This colour moved by {@code k} (0 to 1) towards another. */
  public Rgb towards(Rgb other, float k) {
    return new Rgb(r + (other.r - r) * k, g + (other.g - g) * k, b + (other.b - b) * k);
  }

  /** The light's strength as an eye weighs it. */
  public float luminance() {
    return 0.2126f * r + 0.7152f * g + 0.0722f * b;
  }
}
