package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/**
 * What a part is made of.
 *
 * @param glow light of its own, in times its colour
 * @param gloss how much it mirrors the sun, 0 to 1
 */
public record Skin(Rgb colour, float glow, float gloss) {
  /** Something that neither shines nor mirrors. */
  public static Skin matt(Rgb colour) {
    return new Skin(colour, 0, 0);
  }

  static Skin matt(double r, double g, double b) {
    return matt(new Rgb((float) r, (float) g, (float) b));
  }

  /** The same without shine, so many times as light. */
  Skin toned(float times) {
    return matt(colour.times(times));
  }

  static Skin lamp(double r, double g, double b) {
    return new Skin(new Rgb((float) r, (float) g, (float) b), 1, 0);
  }
}
