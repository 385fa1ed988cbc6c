package runflow.engine.raster;

import runflow.engine.raster.figure.Skin;

/**
 * The colours of one skin in one light by the direction that its surface looks in, each found when
 * it is asked for first. Not thread-safe.
 */
final class Swatch {
  /** Pixels of a radius up to which neighbouring pixels look in directions of their own. */
  static final float FINE = 36;

  /** Values of a direction in {@link #colours}: luma, blue and red. */
  static final int VALUES = 3;

  /** Directions on each side of the one to the camera; 32 for a right angle, and some beyond. */
  private static final int REACH = 40;

  private static final float STEPS = 32;
  private static final int SIDE = 2 * REACH + 1;

  private final Lamp lamp;
  private final Skin skin;
  private final float[] colour = new float[4];

  /** Luma, blue and red of each direction that was asked for. */
  final float[] colours = new float[VALUES * SIDE * SIDE];

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
    int at = find(cell(ny) * SIDE + cell(nx));
    out[0] = colours[at];
    out[1] = colours[at + 1];
    out[2] = colours[at + 2];
  }

  /** Finds the colours of directions. */
  void find(int[] cells, int from, int to) {
    for (int i = from; i < to; i++) {
      if (found[cells[i]] != light) {
        find(cells[i]);
      }
    }
  }

  /** Where in {@link #colours} the luma and chroma of a direction are. */
  private int find(int cell) {
    int at = VALUES * cell;
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

  /** Finds which of the directions pixels of a part look in, or nearly so. */
  static void cells(Facing at, float radius) {
    int apart = apart(radius);
    int half = apart / 2;
    float most = REACH / STEPS;
    float scale = 0.5f * STEPS;
    float middle = REACH + 0.5f;
    float[] right = at.right;
    float[] up = at.up;
    int[] cells = at.cells;
    for (int i = 0; i < at.count; i++) {
      int across = (int) (scale * (Math.abs(right[i] + most) - Math.abs(right[i] - most)) + middle);
      int high = (int) (scale * (Math.abs(up[i] + most) - Math.abs(up[i] - most)) + middle);
      cells[i] = ((high + half) & -apart) * SIDE + ((across + half) & -apart);
    }
  }

  /** How far apart the directions are that neighbouring pixels of a radius look in. */
  private static int apart(float radius) {
    return radius < 8 ? 4 : radius < 24 ? 2 : 1;
  }

  private static int cell(float part) {
    int cell = (int) (part * STEPS + (REACH + 0.5f));
    return Math.max(0, Math.min(SIDE - 1, cell));
  }
}
