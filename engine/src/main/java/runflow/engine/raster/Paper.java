package runflow.engine.raster;

/** Rough paper under a painting, left white at its borders. */
final class Paper implements Overlay {
  private static final int TILE = 256;

  private final byte[] tooth = new byte[TILE * TILE];
  private final byte[] bare;
  private final int width;

  Paper(Lens lens, Noise noise) {
    width = lens.width();
    for (int y = 0; y < TILE; y++) {
      for (int x = 0; x < TILE; x++) {
        float coarse = noise.at(x * 0.25f, y * 0.25f) - 0.5f;
        float fine = noise.at(x * 0.5f + 64, y * 0.5f + 64) - 0.5f;
        tooth[y * TILE + x] = (byte) Math.round(9 * coarse + 7 * fine);
      }
    }
    bare = new byte[width * lens.height()];
    float shorter = Math.min(width, lens.height());
    for (int y = 0; y < lens.height(); y++) {
      for (int x = 0; x < width; x++) {
        float edge = Math.min(Math.min(x, width - 1 - x), Math.min(y, lens.height() - 1 - y));
        float u = x / shorter;
        float v = y / shorter;
        float ragged =
            0.05f * (noise.fbm(u * 5, v * 5, 5) - 0.5f) + 0.012f * noise.at(u * 60, v * 60);
        float k = Maths.smooth(0.046f, 0.030f, edge / shorter + ragged);
        bare[y * width + x] = (byte) Math.round(127 * k);
      }
    }
  }

  @Override
  public void draw(Frame frame, View view) {
    byte[] bytes = frame.bytes();
    for (int y = 0; y < frame.height(); y++) {
      int line = (y & (TILE - 1)) * TILE;
      int at = y * width;
      for (int x = 0; x < width; x++) {
        int v = (bytes[at + x] & 255) + tooth[line + (x & (TILE - 1))];
        v += ((226 + tooth[line + (x & (TILE - 1))] - v) * bare[at + x]) >> 7;
        bytes[at + x] = (byte) Math.max(16, Math.min(235, v));
      }
    }
    for (int plane = 1; plane <= 2; plane++) {
      int base = frame.chroma(plane);
      int paper = plane == 1 ? 123 : 131;
      for (int y = 0; y < frame.height() / 2; y++) {
        for (int x = 0; x < width / 2; x++) {
          int k = bare[2 * y * width + 2 * x];
          if (k > 0) {
            int at = base + y * (width / 2) + x;
            int v = bytes[at] & 255;
            bytes[at] = (byte) (v + (((paper - v) * k) >> 7));
          }
        }
      }
    }
  }
}
