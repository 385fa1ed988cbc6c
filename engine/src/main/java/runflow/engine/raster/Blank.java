package runflow.engine.raster;

/**
 * A stretch of a row of the picture in which there is nothing.
 *
 * @param from column of the picture
 * @param to column of the picture; not beyond {@code from} if there is no such stretch
 */
record Blank(float from, float to) {
  static final Blank NONE = new Blank(0, 0);
}
