package runflow.engine.raster;

/** The smallest upright rectangle around some points. */
final class Box {
  float left = Float.MAX_VALUE;
  float top = Float.MAX_VALUE;
  float right = -Float.MAX_VALUE;
  float bottom = -Float.MAX_VALUE;

  void add(float x, float y, float reach) {
    left = Math.min(left, x - reach);
    right = Math.max(right, x + reach);
    top = Math.min(top, y - reach);
    bottom = Math.max(bottom, y + reach);
  }
}
