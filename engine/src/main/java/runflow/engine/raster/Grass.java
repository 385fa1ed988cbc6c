package runflow.engine.raster;

import runflow.engine.scene.Palette;

/** Long grass before the camera that bends in gusts of wind. Not thread-safe. */
final class Grass implements Overlay {
  private static final int BLADES = 1400;
  private static final float DEPTH = 1.9f;

  private final Lens lens;
  private final int salt;
  private final float dark;
  private final float bright;

  Grass(Lens lens, Palette palette, Tone tone, int seed) {
    this.lens = lens;
    salt = seed * 131;
    dark = luma(palette, tone, 0.035f);
    bright = luma(palette, tone, 0.16f);
  }

  private static float luma(Palette palette, Tone tone, float albedo) {
    float light = albedo * (palette.sun().luminance() * 0.6f + palette.ambient().luminance() * 2);
    float[] grey = {light, light, light, 1};
    tone.apply(grey);
    return grey[0];
  }

  @Override
  public void draw(Frame frame, View view) {
    float zoom = DEPTH / Math.max(0.4f, DEPTH - view.forward()) * view.zoom();
    float shift = -view.x() * lens.focal() / DEPTH - view.turn() * lens.width();
    float lower = view.y() * lens.focal() / DEPTH + view.tilt() * lens.height();
    for (int i = 0; i < BLADES; i++) {
      float row = (i + Maths.hash(salt + i, 1)) / BLADES;
      float u = Maths.hash(salt + i, 2) * 1.2f - 0.1f;
      float x = (u - 0.5f) * lens.width() * zoom + lens.width() / 2f + shift;
      float root = lens.height() * (0.70f + 0.36f * row);
      float y = (root - lens.horizon()) * zoom + lens.horizon() + lower;
      float tall =
          lens.height() * (0.025f + 0.12f * row * row) * (0.5f + 0.7f * Maths.hash(salt + i, 3));
      float gust = Maths.sin(view.time() * 2.1 - u * 7 + row * 2);
      float lean = 0.35f + 0.28f * gust + 0.10f * Maths.sin(view.time() * 6.3 + i * 1.7);
      float light = Maths.mix(dark, bright, Maths.hash(salt + i, 4) * (0.6f + 0.3f * gust));
      blade(frame, new Blade(x, y, tall * zoom, lean, light));
    }
  }

  private record Blade(float x, float y, float tall, float lean, float light) {}

  /** A stroke of some rows, bent more towards the tip and thinner there. */
  private void blade(Frame frame, Blade b) {
    int rows = (int) b.tall();
    float thick = (0.6f + 9 * b.tall() / lens.height()) * lens.scale();
    for (int k = Math.max(0, (int) b.y() - frame.height() + 1); k < rows; k++) {
      float t = k / b.tall();
      float middle = b.x() + b.lean() * b.tall() * t * t;
      float half = thick * (1.05f - t);
      int row = (int) b.y() - k;
      int from = Math.max(0, (int) (middle - half));
      int to = Math.min(frame.width() - 1, (int) (middle + half));
      for (int x = from; row >= 0 && x <= to; x++) {
        float cover = Maths.clamp(half + 0.5f - Math.abs(x + 0.5f - middle)) * (0.85f - 0.3f * t);
        int at = row * frame.width() + x;
        frame.brighten(at, (int) ((b.light() - (frame.bytes()[at] & 255)) * cover));
      }
    }
  }
}
