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
    float most = plane == 0 ? 235 : 240;
    for (int x = from; x < to; x++) {
      bytes[at + x] = (byte) (int) Math.max(16f, Math.min(most, row[x]));
    }
  }

  private int rowAt(int plane, int y) {
    return plane == 0 ? y * width : chroma(plane) + y * (width / 2);
  }

  /** Where a chroma plane (1 or 2) begins. */
  int chroma(int plane) {
    return width * height + (plane - 1) * (width / 2) * (height / 2);
  }

  /** Draws what a canvas holds over the frame. */
  void over(Canvas canvas) {
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        int from = y * canvas.width + x;
        float a = canvas.plane(3)[from];
        if (a > 0) {
          int at = (canvas.top + y) * width + canvas.left + x;
          put(at, a, canvas.plane(0)[from], 235);
          if ((x & 1) == 0 && (y & 1) == 0) {
            int half = (canvas.top + y) / 2 * (width / 2) + (canvas.left + x) / 2;
            put(chroma(1) + half, a, canvas.plane(1)[from], 240);
            put(chroma(2) + half, a, canvas.plane(2)[from], 240);
          }
        }
      }
    }
  }

  private void put(int at, float alpha, float sample, float most) {
    float v = (bytes[at] & 255) * (1 - alpha) + sample + 0.5f;
    bytes[at] = (byte) (int) Math.max(16f, Math.min(most, v));
  }
}
