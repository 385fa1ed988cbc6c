package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.Polygons.Corner;

/** Each pixel shows the polygon that is nearest at its middle. */
class NearestTest {
  private static final int SIDE = 64;

  private final Polygons polygons = new Polygons();
  private final Sheet sheet = new Sheet(SIDE, SIDE);
  private final Nearest nearest = new Nearest(SIDE, SIDE, polygons, sheet);

  @Test
  void trianglesThatShareAnEdgeLeaveNoPixelBetween() {
    polygons.clear(0, 0);
    Corner one = corner(10.3f, 8.1f, 2);
    Corner two = corner(50.7f, 11.9f, 9);
    Corner three = corner(46.2f, 52.6f, -3);
    Corner four = corner(7.9f, 47.4f, 0);
    add(one, two, four);
    add(four, two, three);
    for (int y = 14; y < 46; y++) {
      for (int x = 12; x < 45; x++) {
        assertThat(nearest.number(y * SIDE + x)).as("column %d row %d", x, y).isPositive();
      }
    }
  }

  @Test
  void theNearerIsSeenWhicheverComesFirst() {
    int[] numbers = new int[2];
    for (int order = 0; order < 2; order++) {
      nearest.clear();
      sheet.start();
      polygons.clear(0, 0);
      // One lies level; the other rises from behind it on the left to before it on the right.
      List<Corner[]> both =
          List.of(
              new Corner[] {corner(4, 4, 0), corner(60, 4, 0), corner(30, 60, 0)},
              new Corner[] {corner(4, 5, -13), corner(60, 5, 15), corner(32, 60, 1)});
      for (Corner[] c : order == 0 ? both : both.reversed()) {
        add(c[0], c[1], c[2]);
      }
      numbers[order] = nearest.number(20 * SIDE + 20);
      assertThat(nearest.number(20 * SIDE + 40)).isEqualTo(3 - numbers[order]);
    }
    assertThat(numbers).containsExactly(1, 2);
  }

  @Test
  void whatReachesOverTheBoxIsCutAtItsSides() {
    polygons.clear(0, 0);
    add(corner(-30, -40, 1), corner(200, 30, 1), corner(-20, 90, 1));
    int[] seen = new int[SIDE * SIDE];
    Arrays.setAll(seen, nearest::number);
    assertThat(seen[30 * SIDE]).isEqualTo(1);
    assertThat(seen[30 * SIDE + SIDE - 1]).isEqualTo(1);
    assertThat(nearest.end(30 * SIDE, 31 * SIDE)).isEqualTo(31 * SIDE);
  }

  @Test
  void aPatchShowsWhatItsTwoTrianglesWould() {
    Corner[] ring = {corner(9, 7, 3), corner(55, 16, 5), corner(48, 58, 4), corner(14, 40, 2)};
    for (int high = 0; high < 4; high++) {
      Corner a = ring[high];
      Corner b = ring[(high + 1) % 4];
      Corner c = ring[(high + 2) % 4];
      Corner d = ring[(high + 3) % 4];
      nearest.clear();
      sheet.start();
      polygons.clear(0, 0);
      add(a, b, c);
      add(a, c, d);
      boolean[] seen = seen();
      nearest.clear();
      sheet.start();
      polygons.clear(0, 0);
      polygons.add(new Patch(a, b, c, d));
      nearest.add(1);
      assertThat(seen()).as("from corner %d", high).isEqualTo(seen);
    }
  }

  private boolean[] seen() {
    boolean[] seen = new boolean[SIDE * SIDE];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = nearest.number(i) > 0;
    }
    return seen;
  }

  private static Corner corner(float x, float y, float z) {
    return new Corner(x, y, z, 100, 0, 0);
  }

  /** Adds a triangle, its corners clockwise. */
  private void add(Corner a, Corner b, Corner c) {
    polygons.add(a, b, c);
    nearest.add(polygons.next() - 1);
  }
}
