package runflow.engine.raster;

/** A small soft or sharp ellipse blended over a frame; set anew for each one. Not thread-safe. */
final class Spot {
  /** Middle in pixels. */
  float x;

  float y;

  /** Half of its sides in pixels. */
  float across;

  float along;

  /** How far it is turned: sine and cosine. */
  float sine;

  float cosine = 1;

  /** 0 for an edge of a pixel or two, 1 for one that fades from the middle on. */
  float softness = 1;

  /** How much it covers in the middle, 0 to 1. */
  float alpha;

  float luma;
  float blue;
  float red;

  void draw(Frame frame) {
    float reachX = Math.abs(across * cosine) + Math.abs(along * sine);
    float reachY = Math.abs(across * sine) + Math.abs(along * cosine);
    int top = Math.max(0, (int) (y - reachY));
    int low = Math.min(frame.height() - 1, (int) (y + reachY) + 1);
    int left = Math.max(0, (int) (x - reachX));
    int right = Math.min(frame.width() - 1, (int) (x + reachX) + 1);
    float edge = 1 / (0.3f + 0.7f * softness);
    for (int j = top; j <= low; j++) {
      float dy = j - y;
      for (int i = left; i <= right; i++) {
        float dx = i - x;
        float a = (dx * cosine + dy * sine) / across;
        float b = (dy * cosine - dx * sine) / along;
        float rest = 1 - a * a - b * b;
        if (rest > 0) {
          float cover = Math.min(1, rest * edge);
          put(frame, i, j, alpha * cover * Maths.mix(1, cover, softness));
        }
      }
    }
  }

  private void put(Frame frame, int i, int j, float share) {
    byte[] bytes = frame.bytes();
    blend(bytes, j * frame.width() + i, luma, share);
    if ((i & 1) == 0 && (j & 1) == 0) {
      int half = j / 2 * (frame.width() / 2) + i / 2;
      blend(bytes, frame.chroma(1) + half, blue, share);
      blend(bytes, frame.chroma(2) + half, red, share);
    }
  }

  private static void blend(byte[] bytes, int at, float to, float share) {
    int v = bytes[at] & 255;
    bytes[at] = (byte) (int) (v + (to - v) * share + 0.5f);
  }
}
