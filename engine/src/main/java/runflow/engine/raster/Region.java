package runflow.engine.raster;

/**
 * Where a plate lies.
 *
 * @param left picture column of the plate's first sample
 * @param top picture row of the plate's first sample
 * @param width samples, even
 * @param height samples, even
 * @param scale picture pixels for one sample
 */
record Region(float left, float top, int width, int height, float scale) {
  /** The picture and its margins. */
  static Region whole(Lens lens, float scale) {
    return rows(lens, scale, -lens.marginY(), lens.height() + lens.marginY());
  }

  /** The picture's full width with its margins, between two rows. */
  static Region rows(Lens lens, float scale, float top, float bottom) {
    return box(-lens.marginX(), top, lens.width() + lens.marginX(), bottom, scale);
  }

  static Region box(float left, float top, float right, float bottom, float scale) {
    int width = ((int) ((right - left) / scale) + 3) & ~1;
    int height = ((int) ((bottom - top) / scale) + 3) & ~1;
    return new Region(left, top, width, height, scale);
  }

  /** The same samples, each for so many times more picture pixels across and down. */
  Region larger(int times) {
    return new Region(left * times, top * times, width, height, scale * times);
  }

  /** The smallest region of the same scale around this one and another. */
  Region and(Region other) {
    return box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(left + (width - 3) * scale, other.left + (other.width - 3) * scale),
        Math.max(top + (height - 3) * scale, other.top + (other.height - 3) * scale),
        scale);
  }
}
