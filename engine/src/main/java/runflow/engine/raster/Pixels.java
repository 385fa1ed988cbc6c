package runflow.engine.raster;

/** A picture that can be read row by row. */
public record Pixels(int width, int height, Rows rows) {
  /** Where rows come from. */
  public interface Rows {
    /** Fills a row, from the left, as sRGB with alpha in the highest byte. */
    void row(int y, int[] argb);
  }
}
