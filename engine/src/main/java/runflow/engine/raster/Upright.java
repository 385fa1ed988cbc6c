package runflow.engine.raster;

/**
 * What stands in a cathedral where a column of the picture looks, whatever the row: a column, the
 * wall of the arcade and that of the aisle. What lies outside a slice counts as nowhere. Immutable.
 */
final class Upright {
  private static final float NOWHERE = Float.MAX_VALUE;

  /** Column of the picture. */
  final float place;

  /** Metres to the right for each metre of distance. */
  final float dx;

  /** Distances. */
  final float column;

  final float wall;
  final float aisle;

  /** Height of the opening of the arcade at its wall. */
  final float opening;

  /** Which way the column faces. */
  final float normalX;

  final float normalZ;

  Upright(Lens lens, float place, float near, float far) {
    this.place = place;
    dx = (place - lens.width() / 2f) / lens.focal();
    wall = within(Nave.HALF / Math.abs(dx), near, far);
    aisle = within(Nave.AISLE / Math.abs(dx), near, far);
    opening = wall == NOWHERE ? 0 : Nave.openTo(wall);
    int about = Maths.floor(Nave.HALF / Math.abs(dx) / Nave.BAY + 0.5f);
    float nearest = NOWHERE;
    int number = 0;
    for (int k = about + 1; k >= Math.max(1, about - 1); k--) {
      float z = within(meet(k * Nave.BAY), near, Math.min(far, Nave.END));
      if (z < nearest) {
        nearest = z;
        number = k;
      }
    }
    column = nearest;
    float side = dx > 0 ? Nave.HALF : -Nave.HALF;
    normalX = (dx * column - side) / Nave.COLUMN;
    normalZ = (column - number * Nave.BAY) / Nave.COLUMN;
  }

  private static float within(float z, float near, float far) {
    return z >= near && z < far ? z : NOWHERE;
  }

  /** The distance of the front of the column that stands so far along the nave. */
  private float meet(float along) {
    float a = dx * dx + 1;
    float aside = Math.abs(dx) * along - Nave.HALF;
    float root = a * Nave.COLUMN * Nave.COLUMN - aside * aside;
    return root > 0 ? (Math.abs(dx) * Nave.HALF + along - Maths.sqrt(root)) / a : NOWHERE;
  }
}
