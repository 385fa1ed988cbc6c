package runflow.engine.raster;

import java.util.SplittableRandom;

/** The waves of a water, every other column of a row of the picture. Not thread-safe. */
final class Waves {
  private static final int TILE = 512;
  private static final float[] AMPLITUDE = {0.8f, 0.55f, 0.36f, 0.2f};

  /** How high the water stands in every other column of the row, around zero. */
  final float[] wave;

  private final Lens lens;
  private final float[] tile = new float[TILE * (TILE + 1) + TILE + 1];
  private final float[] line = new float[TILE + 1];
  private final Strides strides;

  Waves(Lens lens) {
    this.lens = lens;
    wave = new float[lens.width() / 2];
    strides = new Strides(lens.width() / 2);
    fillTile();
  }

  /** Four octaves of noise that meet at the edges; -1 to 1. */
  private void fillTile() {
    for (int octave = 0; octave < 4; octave++) {
      int cells = 32 << octave;
      float[] lattice = new float[cells * cells];
      var random = new SplittableRandom(90 + octave);
      for (int i = 0; i < lattice.length; i++) {
        lattice[i] = (float) (random.nextDouble() - 0.5) * AMPLITUDE[octave];
      }
      for (int y = 0; y <= TILE; y++) {
        for (int x = 0; x <= TILE; x++) {
          if (y * (TILE + 1) + x < tile.length) {
            tile[y * (TILE + 1) + x] +=
                smooth(lattice, cells, x * (cells / (float) TILE), y * (cells / (float) TILE));
          }
        }
      }
    }
  }

  private static float smooth(float[] lattice, int cells, float x, float y) {
    int xi = (int) x;
    int yi = (int) y;
    float fx = Maths.smooth(0, 1, x - xi);
    float fy = Maths.smooth(0, 1, y - yi);
    int x0 = xi % cells;
    int x1 = (xi + 1) % cells;
    int row0 = yi % cells * cells;
    int row1 = (yi + 1) % cells * cells;
    return Maths.mix(
        Maths.mix(lattice[row0 + x0], lattice[row0 + x1], fx),
        Maths.mix(lattice[row1 + x0], lattice[row1 + x1], fx),
        fy);
  }

  /** Finds the row of waves at a depth: two sets that run across each other. */
  void row(float d, View view) {
    float away = 1 / (d * 1.05f + 0.03f);
    float step = away * 0.17f / lens.scale() * (lens.width() > lens.height() ? 1 : 1.5f);
    float sway = view.turn() * lens.width() + view.x() * lens.focal() * d;
    float middle = (lens.width() / 2f - sway) * step;
    float calm = 0.35f + 0.65f * Maths.smooth(0, 0.16f, d);
    read(away * 330 + view.time() * 40, step, view.time() * 9 - middle, 0.62f * calm);
    strides.write(wave, 0, wave.length);
    float other = 77 - view.time() * 13 - middle * 2.3f;
    read(away * 610 - view.time() * 33 + 200, step * 2.3f, other, 0.5f * calm);
    strides.add(wave, 0, wave.length);
  }

  private void read(float across, float step, float start, float weight) {
    float y = wrap(across);
    int j = (int) y;
    float f = y - j;
    int above = j * (TILE + 1);
    for (int i = 0; i <= TILE; i++) {
      float a = tile[above + i];
      line[i] = (a + (tile[above + TILE + 1 + i] - a) * f) * weight;
    }
    int x = (int) (wrap(start) * (1 << Strides.BITS));
    int by = (int) (2 * step * (1 << Strides.BITS));
    strides.read(line, TILE, x, by, 0, wave.length);
  }

  private static float wrap(float x) {
    float turns = x / TILE;
    float in = Maths.fraction(turns) * TILE;
    return Math.min(TILE - 0.01f, Math.max(0, in));
  }
}
