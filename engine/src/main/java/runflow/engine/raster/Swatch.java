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
  private final float[] colour = new float[4];

  /** Luma, blue and red of each direction that was asked for. */
  final float[] colours = new float[3 * SIDE * SIDE];

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
    int at = find(cell(nx, ny, 1));
    out[0] = colours[at];
    out[1] = colours[at + 1];
    out[2] = colours[at + 2];
  }

  /**
   * Which of the directions is near one.
   *
   * @param apart how many directions there are from one that may be to the next, a power of two
   */
  int cell(float nx, float ny, int apart) {
    int half = apart / 2;
    return ((cell(ny) + half) & -apart) * SIDE + ((cell(nx) + half) & -apart);
  }

  /** Where in {@link #colours} the luma and chroma of a direction are. */
  int find(int cell) {
    int at = 3 * cell;
    if (found[cell] != light) {
      found[cell] = light;
      int up = cell / SIDE;
      int across = cell - up * SIDE;
      lamp.shade(skin, (across - REACH) / STEPS, (up - REACH) / STEPS, colour);
      colours[at] = colour[0];
      colours[at + 1] = colour[1];
      colours[at + 2] = colour[2];
    }
    return at;
  }

  private static int cell(float part) {
    int cell = (int) (part * STEPS + (REACH + 0.5f));
    return Math.max(0, Math.min(SIDE - 1, cell));
  }
}
