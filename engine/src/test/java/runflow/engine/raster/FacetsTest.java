package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.Polygons.Corner;

/** Facets show the colours of their corners, and nothing of the frame before. */
class FacetsTest {
  private static final int SIDE = 64;

  @Test
  void aFrameShowsNothingOfTheOneBefore() {
    Facets used = new Facets(SIDE, SIDE);
    used.clear(0, 0);
    draw(used, 5, 4, 55, 120);
    used.finish();
    Facets fresh = new Facets(SIDE, SIDE);
    for (Facets facets : new Facets[] {used, fresh}) {
      facets.clear(2, 0);
      draw(facets, 12, 20, 18, 90);
      draw(facets, 40, 30, 16, 60);
      facets.finish();
    }
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < SIDE / 2; y++) {
        assertThat(row(used, plane, y)).containsExactly(row(fresh, plane, y));
      }
    }
  }

  @Test
  void colourChangesEvenlyBetweenCorners() {
    Facets facets = new Facets(SIDE, SIDE);
    facets.clear(0, 0);
    draw(facets, 4, 4, 50, 100);
    facets.finish();
    float[] row = row(facets, 0, 10);
    assertThat(row[0]).isEqualTo(16);
    for (int x = 7; x < 40; x++) {
      assertThat(row[x] - row[x - 1]).as("column %d", x).isBetween(0.39f, 0.41f);
    }
  }

  /** Draws a triangle whose luma rises by 20 from its upper left corner to its upper right one. */
  private static void draw(Facets facets, float x, float y, float side, float luma) {
    Corner right = new Corner(x + side, y, 0, luma + 20, 110, 150);
    Corner low = new Corner(x, y + side, 0, luma, 120, 140);
    facets.triangle(new Corner(x, y, 0, luma, 120, 140), right, low);
    facets.turn();
  }

  private static float[] row(Facets facets, int plane, int y) {
    float[] row = new float[plane == 0 ? 2 * SIDE : SIDE];
    Arrays.fill(row, plane == 0 ? 16 : 128);
    facets.over(plane, y, row);
    return row;
  }
}
