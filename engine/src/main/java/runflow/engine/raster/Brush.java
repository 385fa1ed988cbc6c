package runflow.engine.raster;

/**
 * Puts one colour on a row of samples of luma, blue, red and alpha: first it is found how much of
 * each column is covered, then each plane changes in a loop of its own. Not thread-safe.
 */
final class Brush {
  /** How much of each column of the picture is covered, or how much light is added to it. */
  final float[] covers;

  /**
   * Room for a row of a plane at the columns of the picture: only a loop over arrays of the same
   * index can become vector code.
   */
  private final float[] room;

  /** The same, for another row of that plane. */
  private final float[] other;

  Brush(int columns) {
    covers = new float[columns];
    room = new float[columns];
    other = new float[columns];
  }

  /** Finds the light of a soft ellipse: {@code most} less the square of the way from its middle. */
  void soft(int first, int last, float middle, float across, float most) {
    float[] out = covers;
    for (int x = first; x < last; x++) {
      float dx = (x - middle) / across;
      float rest = Math.max(0, most - dx * dx);
      out[x] = rest * rest;
    }
  }

  /** Makes a cover of how much shows through. */
  void hide(float[] rest, int first, int last) {
    float[] out = covers;
    for (int x = first; x < last; x++) {
      out[x] = 1 - rest[x];
    }
  }

  /** Makes a cover of what is light so far. */
  void dense(int first, int last, float alpha) {
    float[] out = covers;
    for (int x = first; x < last; x++) {
      out[x] = alpha * (0.4f * Maths.sqrt(out[x]) + 0.6f * out[x]);
    }
  }

  /**
   * Lays a colour under what is there.
   *
   * @param line where the row's column 0 would be in the planes
   */
  void cover(float[][] planes, float[] colour, int line, int first, int last) {
    if (first >= last) {
      return;
    }
    show(planes[3], line, first, last);
    for (int p = 0; p < 4; p++) {
      add(planes[p], p == 3 ? 1 : colour[p], line, first, last);
    }
  }

  /** Takes from a cover what is behind something else. */
  private void show(float[] alpha, int line, int first, int last) {
    float[] cover = covers;
    float[] row = room;
    System.arraycopy(alpha, line + first, row, first, last - first);
    for (int x = first; x < last; x++) {
      cover[x] *= 1 - row[x];
    }
  }

  private void add(float[] plane, float value, int line, int first, int last) {
    float[] cover = covers;
    float[] row = room;
    System.arraycopy(plane, line + first, row, first, last - first);
    for (int x = first; x < last; x++) {
      row[x] += value * cover[x];
    }
    System.arraycopy(row, first, plane, line + first, last - first);
  }

  /**
   * Lays samples under what is there, each plane at the same place.
   *
   * @param to where the row begins in the planes
   * @param from where the samples begin in theirs
   */
  void cover(float[][] planes, int to, float[][] samples, int from, int count) {
    float[] cover = covers;
    float[] row = room;
    float[] more = other;
    System.arraycopy(planes[3], to, cover, 0, count);
    for (int p = 0; p < 4; p++) {
      System.arraycopy(planes[p], to, row, 0, count);
      System.arraycopy(samples[p], from, more, 0, count);
      for (int x = 0; x < count; x++) {
        row[x] += more[x] * (1 - cover[x]);
      }
      System.arraycopy(row, 0, planes[p], to, count);
    }
  }

  /** Adds a colour as light behind what is there. */
  void light(float[][] planes, float[] colour, int line, int first, int last) {
    if (first >= last) {
      return;
    }
    show(planes[3], line, first, last);
    for (int p = 0; p < 3; p++) {
      add(planes[p], colour[p], line, first, last);
    }
  }
}
