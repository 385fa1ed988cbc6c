package runflow.engine.raster;

import runflow.engine.raster.figure.Skin;

/**
 * The colours of one skin in one light by the direction that its surface looks in, each found when
 * it is asked for first. Not thread-safe.
 */
final class Swatch {
  /** Pixels of a radius up to which neighbouring pixels look in directions of their own. */
  static final float FINE = 36;

  /** Directions on each side of the one to the camera; 32 for a right angle, and some beyond. */
  private static final int REACH = 40;

  private static final float STEPS = 32;
  private static final int SIDE = 2 * REACH + 1;

  private final Lamp lamp;
  private final Skin skin;
  private final float[] colours = new float[3 * SIDE * SIDE];
  private final int[] found = new int[SIDE * SIDE];
  private int light = 1;

  Swatch(Lamp lamp, Skin skin) {
    this.lamp = lamp;
    this.skin = skin;
  }

  /** Forgets all, because the light has turned. */
  void start() {
    light++;
  }

  /** Writes the luma and chroma of a surface that faces nx to the right and ny up, or nearly so. */
  void shade(float nx, float ny, float[] out) {
    int across = cell(nx);
    int up = cell(ny);
    int cell = up * SIDE + across;
    int at = 3 * cell;
    if (found[cell] != light) {
      found[cell] = light;
      lamp.shade(skin, (across - REACH) / STEPS, (up - REACH) / STEPS, out);
      colours[at] = out[0];
      colours[at + 1] = out[1];
      colours[at + 2] = out[2];
      return;
    }
    out[0] = colours[at];
    out[1] = colours[at + 1];
    out[2] = colours[at + 2];
  }

  private static int cell(float part) {
    int cell = (int) (part * STEPS + (REACH + 0.5f));
    return Math.max(0, Math.min(SIDE - 1, cell));
  }
}
