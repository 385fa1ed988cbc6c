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

  /**
   * Reads columns of a row of a plane (0 luma, 1 and 2 chroma), to be written again. In two loops,
   * each of which becomes vector code; one with both would not.
   */
  void read(int plane, int y, float[] row, int from, int to) {
    int at = rowAt(plane, y);
    for (int x = from; x < to; x++) {
      row[x] = bytes[at + x];
    }
    for (int x = from; x < to; x++) {
      row[x] = ((int) row[x] & 255) + 0.5f;
    }
  }

  /** Writes columns of a row of a plane, within the range. */
  void write(int plane, int y, float[] row, int from, int to) {
    int at = rowAt(plane, y);
    float range = plane == 0 ? 219 : 224;
    for (int x = from; x < to; x++) {
      bytes[at + x] = (byte) (int) Film.between(row[x] * 0.5f - 8, range);
    }
  }

  private int rowAt(int plane, int y) {
    return plane == 0 ? y * width : chroma(plane) + y * (width / 2);
  }

  /** Where a chroma plane (1 or 2) begins. */
  int chroma(int plane) {
    return width * height + (plane - 1) * (width / 2) * (height / 2);
  }

  /** Lays a colour over columns of a row, each as far as it is covered. */
  void lay(float[] colour, float[] covers, int y, int from, int to) {
    for (int x = from; x < to; x++) {
      put(y * width + x, covers[x], colour[0], 235);
    }
    if ((y & 1) == 0) {
      int line = y / 2 * (width / 2);
      for (int x = (from + 1) & ~1; x < to; x += 2) {
        put(chroma(1) + line + x / 2, covers[x], colour[1], 240);
        put(chroma(2) + line + x / 2, covers[x], colour[2], 240);
      }
    }
  }

  private void put(int at, float cover, float sample, float most) {
    float v = (bytes[at] & 255) * (1 - cover) + sample * cover + 0.5f;
    bytes[at] = (byte) (int) Math.max(16f, Math.min(most, v));
  }
}
