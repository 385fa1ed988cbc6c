package runflow.engine.raster;

import java.util.Arrays;

/**
 * The light of a picture: how bright it is at each place, and the colour of its bright parts.
 *
 * @param bright luma of something white in it
 * @param blue of its bright parts
 * @param red of its bright parts
 */
record Ambience(Relievo relievo, float bright, float blue, float red) {
  static Ambience of(Relievo relievo, Plate plate) {
    float[] sorted = relievo.luma();
    Arrays.sort(sorted);
    float high = sorted[sorted.length * 24 / 25];
    float blue = 0;
    float red = 0;
    int count = 0;
    int step = 7;
    for (int y = 0; y < plate.blue.height; y += step) {
      for (int x = 0; x < plate.blue.width; x += step) {
        int half = y * plate.blue.width + x;
        if (plate.luma.samples[2 * y * plate.luma.width + 2 * x] / Plate.UNIT >= high - 12) {
          blue += plate.blue.samples[half] / Plate.UNIT;
          red += plate.red.samples[half] / Plate.UNIT;
          count++;
        }
      }
    }
    float bright = Math.min(230, 40 + high);
    return count == 0
        ? new Ambience(relievo, bright, 128, 128)
        : new Ambience(relievo, bright, blue / count, red / count);
  }

  /** Luma around a place, 0 to 1 across and down. */
  float at(float x, float y) {
    float column = Maths.clamp(x) * relievo.columns;
    float row = Maths.clamp(y) * relievo.rows;
    int c = Math.min(relievo.columns - 1, (int) column);
    int r = Math.min(relievo.rows - 1, (int) row);
    float top = Maths.mix(relievo.luma(c, r), relievo.luma(c + 1, r), column - c);
    float low = Maths.mix(relievo.luma(c, r + 1), relievo.luma(c + 1, r + 1), column - c);
    return Maths.mix(top, low, row - r);
  }
}
