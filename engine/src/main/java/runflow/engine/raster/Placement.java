package runflow.engine.raster;

/**
 * Where a plate's samples fall on the picture in one frame, for one plane: for each column a sample
 * and a weight, and for each row a place. Reused from frame to frame; not thread-safe.
 */
final class Placement {
  final int[] index;
  final float[] weight;

  /** First sample that any column needs. */
  int low;

  /** One past the last sample that any column needs. */
  int high;

  private float firstColumn;
  private float columnStep;
  private float firstRow;
  private float rowStep;

  Placement(int columns) {
    index = new int[columns];
    weight = new float[columns];
  }

  /** Places a plate; {@code half} is whether the plane has half the picture's resolution. */
  void place(Plate plate, Lens lens, View view, float drift, boolean half) {
    Region region = plate.region;
    float zoom = plate.depth / Math.max(0.4f, plate.depth - view.forward()) * view.zoom();
    float centreX = lens.width() / 2f;
    float shiftX = -view.x() * lens.focal() / plate.depth - view.turn() * lens.width() + drift;
    float shiftY = view.y() * lens.focal() / plate.depth + view.tilt() * lens.height();
    float unit = half ? 2 * region.scale() : region.scale();
    float pixel = half ? 2 : 1;
    float edge = half ? 0.5f : 0;
    columnStep = pixel / (zoom * unit);
    firstColumn =
        ((edge - shiftX - centreX) / zoom + centreX - region.left()) / unit - edgeOf(half);
    rowStep = pixel / (zoom * unit);
    float centreY = lens.horizon();
    firstRow = ((edge - shiftY - centreY) / zoom + centreY - region.top()) / unit - edgeOf(half);
    columns(half ? region.width() / 2 : region.width());
  }

  private static float edgeOf(boolean half) {
    return half ? 0.25f : 0;
  }

  private void columns(int samples) {
    float most = samples - 1.001f;
    for (int i = 0; i < index.length; i++) {
      float x = Math.min(most, Math.max(0, firstColumn + i * columnStep));
      int k = (int) x;
      index[i] = k;
      weight[i] = x - k;
    }
    low = index[0];
    high = Math.min(samples, index[index.length - 1] + 2);
  }

  /** The place of a picture row in the plate's rows; may lie outside them. */
  float row(int y) {
    return firstRow + y * rowStep;
  }

  /** The first picture column that shows a sample at or after this one. */
  int columnOf(int sample) {
    int column = (int) ((sample - firstColumn) / columnStep);
    return Math.min(index.length, Math.max(0, column));
  }
}
