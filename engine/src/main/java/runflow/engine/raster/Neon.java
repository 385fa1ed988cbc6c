package runflow.engine.raster;

import java.util.List;
import runflow.engine.scene.Rgb;

/** The halo of neon signs: display light that fades with the distance from each. */
record Neon(List<Sign> signs, Lens lens) implements Paint {
  /**
   * One sign, in pixels of the picture.
   *
   * @param light how bright, 1 for a strong one
   */
  record Sign(float x, float y, float wide, float high, Rgb colour, float light) {}

  Neon {
    signs = List.copyOf(signs);
  }

  @Override
  public void at(float x, float y, float[] rgb) {
    float r = 0;
    float g = 0;
    float b = 0;
    float soft = 1 / (0.045f * Math.min(lens.width(), lens.height()));
    for (Sign sign : signs) {
      float dx = Math.max(0, Math.abs(x - sign.x()) - sign.wide() / 2) * soft;
      float dy = Math.max(0, Math.abs(y - sign.y()) - sign.high() / 2) * soft;
      float q = dx * dx + dy * dy;
      if (q < 9) {
        float k = 0.5f * sign.light() * Maths.exp(-q);
        r += sign.colour().r() * k;
        g += sign.colour().g() * k;
        b += sign.colour().b() * k;
      }
    }
    rgb[0] = r;
    rgb[1] = g;
    rgb[2] = b;
  }
}
