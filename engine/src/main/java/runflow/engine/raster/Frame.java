package runflow.engine.raster;

/** I420 bytes of one frame: luma, then both chroma planes at half resolution. */
final class Frame {
  private final byte[] bytes;
  private final int width;
  private final int height;

  Frame(byte[] bytes, int width, int height) {
    this.bytes = bytes;
    this.width = width;
    this.height = height;
  }

  /** The bytes themselves, to be written. */
  byte[] bytes() {
    return bytes;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Brightens the luma around a point; {@code light} falls to nothing at twice the radius. */
  void dot(float x, float y, float radius, float light) {
    float reach = 2 * radius;
    int top = Math.max(0, (int) (y - reach));
    int low = Math.min(height - 1, (int) (y + reach) + 1);
    int left = Math.max(0, (int) (x - reach));
    int right = Math.min(width - 1, (int) (x + reach) + 1);
    for (int j = top; j <= low; j++) {
      float dy = (j - y) / reach;
      for (int i = left; i <= right; i++) {
        float dx = (i - x) / reach;
        float rest = 1 - dx * dx - dy * dy;
        if (rest > 0) {
          brighten(j * width + i, (int) (light * rest * rest + 0.5f));
        }
      }
    }
  }

  /** Adds to one luma byte, within the range. */
  void brighten(int at, int by) {
    int v = (bytes[at] & 255) + by;
    bytes[at] = (byte) Math.max(16, Math.min(235, v));
  }

  /** Where a chroma plane (1 or 2) begins. */
  int chroma(int plane) {
    return width * height + (plane - 1) * (width / 2) * (height / 2);
  }
}
