package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecimenTest {
  private static final float PIXEL = 1 / 120f;

  private final float[] seen = new float[3];

  private static Specimen grow(Trees.Kind kind) throws InterruptedException {
    return kind.grove(7, 240).getFirst();
  }

  /** Light of what is seen on one side of the stem, on average. */
  private float light(Specimen tree, int side) {
    float sum = 0;
    float cover = 0;
    for (float up = 0.3f; up < 0.95f; up += 0.01f) {
      for (float across = 0.03f; across < 0.3f; across += 0.01f) {
        tree.drawing(PIXEL).at(side * across, up, seen);
        sum += seen[0] == 0 ? 0 : seen[0] * seen[1];
        cover += seen[0];
      }
    }
    return sum / cover;
  }

  /** How much of its sheet a tree covers, as pixels of a size see it. */
  private float cover(Specimen tree, float pixel) {
    float sum = 0;
    int count = 0;
    for (float up = 0; up < 1; up += 0.01f) {
      for (float across = -0.4f; across < 0.4f; across += 0.01f) {
        tree.drawing(pixel).at(across, up, seen);
        sum += seen[0];
        count++;
      }
    }
    return sum / count;
  }

  @ParameterizedTest
  @EnumSource
  void treesAreBrighterTowardsTheLight(Trees.Kind kind) throws InterruptedException {
    Specimen tree = grow(kind);
    assertThat(light(tree, 1)).isGreaterThan(light(tree, -1) + 0.1f);
  }

  @ParameterizedTest
  @EnumSource
  void treesStandOnBarkAndEndBeforeTheirSheetDoes(Trees.Kind kind) throws InterruptedException {
    Specimen tree = grow(kind);
    tree.drawing(PIXEL).at(0, 0.02f, seen);
    assertThat(seen[0]).isGreaterThan(0.5f);
    assertThat(seen[2]).isEqualTo(Specimen.BARK);
    for (float up = 0; up < 1; up += 0.01f) {
      for (int side = -1; side <= 1; side += 2) {
        tree.drawing(PIXEL).at(side * (Specimen.REACH - 0.01f), up, seen);
        assertThat(seen[0]).isZero();
      }
    }
  }

  /** How much cover and light change over a part of a pixel, on average. */
  private float change(Specimen tree, float pixel) {
    float sum = 0;
    float before = 0;
    int count = 0;
    for (float up = 0.4f; up < 0.9f; up += 0.05f) {
      for (float across = -0.2f; across < 0.2f; across += 0.2f * pixel) {
        tree.drawing(pixel).at(across, up, seen);
        float now = seen[0] == 0 ? 0 : seen[0] * (0.5f + seen[1]);
        sum += Math.abs(now - before);
        before = now;
        count++;
      }
    }
    return sum / count;
  }

  @ParameterizedTest
  @EnumSource
  void treesFarAwayDoNotShimmer(Trees.Kind kind) throws InterruptedException {
    float change = change(grow(kind), 1 / 20f);
    assertThat(change).isLessThan(0.06f);
  }

  @ParameterizedTest
  @EnumSource
  void treesFarAwayCoverAsMuchOfTheirSheet(Trees.Kind kind) throws InterruptedException {
    Specimen tree = grow(kind);
    assertThat(cover(tree, 1 / 20f)).isCloseTo(cover(tree, 1 / 240f), within(0.02f));
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfATreeLiesBeyondTheEndsOfItsRows(Trees.Kind kind) throws InterruptedException {
    for (float pixel : new float[] {1 / 240f, PIXEL, 1 / 20f}) {
      Drawing drawing = grow(kind).drawing(pixel);
      for (float up = -0.02f; up < 1; up += 0.007f) {
        for (float across = -Specimen.REACH; across < Specimen.REACH; across += 0.003f) {
          drawing.at(across, up, seen);
          if (seen[0] > 0) {
            assertThat(across).isBetween(drawing.left(up), drawing.right(up));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyMoreCoverIsWrittenOverOther(Trees.Kind kind) throws InterruptedException {
    Drawing drawing = grow(kind).drawing(PIXEL);
    drawing.at(0, 0.02f, seen);
    float[] before = seen.clone();
    assertThat(drawing.over(0, 0.02f, seen)).isFalse();
    assertThat(seen).isEqualTo(before);
    seen[0] = 0.1f;
    assertThat(drawing.over(0, 0.02f, seen)).isTrue();
    assertThat(seen).isEqualTo(before);
  }
}
