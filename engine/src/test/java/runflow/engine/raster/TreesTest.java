package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class TreesTest {
  private static final float TALL = 2.3f;

  /** What is in the last row of a plate would be drawn on below it. */
  @ParameterizedTest
  @EnumSource
  void everyTrunkEndsAboveTheLastRowsOfItsPlate(Trees.Kind kind) throws InterruptedException {
    Scene scene = new SceneReader().read("a forest at noon", "", 0);
    Lens lens = new Lens(1280, 720, 800, 330, 900, 100);
    Terrain terrain = new Terrain(lens, scene, new Shaped((_, _) -> 0), -99, 0);
    var stand = new Trees.Stand(9, 40, 5, TALL, kind);
    var grove = kind.grove(7, TALL * lens.focal() / stand.distance());
    Trees trees = new Trees(lens, scene.palette(), terrain, stand, grove);
    Region region = trees.region();
    float bottom = region.top() + region.height();
    assertThat(bottom).isLessThan(lens.height());
    float[] rgba = new float[4];
    for (float y = bottom - 2; y <= bottom; y++) {
      for (float x = region.left(); x < region.left() + region.width(); x++) {
        trees.at(x, y, rgba);
        assertThat(rgba[3]).as("column %s, row %s of %s", x, y, bottom).isZero();
      }
    }
  }
}
