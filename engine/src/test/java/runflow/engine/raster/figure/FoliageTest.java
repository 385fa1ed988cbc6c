package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class FoliageTest {
  @ParameterizedTest
  @ValueSource(strings = {"falling leaves in autumn", "cherry blossom petals"})
  void whatFallsLooksUpToTheLightWhicheverSideItShows(String prompt) {
    Scene scene = new SceneReader().read(prompt, "", 7);
    Puppet falling = new Troupe(scene, 7).falling(17, 10);
    Sketch sketch = new Sketch();
    for (int i = 0; i < 24; i++) {
      falling.pose(i / 3f, sketch);
    }
    assertThat(sketch.parts()).isNotEmpty();
    for (Part part : sketch.parts()) {
      assertThat(((Part.Panel) part).ny()).isGreaterThan(0.5f);
    }
  }

  @Test
  void leavesAreInTheWholeHeightOfAPicture() {
    Scene scene = new SceneReader().read("falling leaves in autumn", "", 7);
    Sketch sketch = new Sketch();
    new Troupe(scene, 7).falling(10, 18).pose(1, sketch);
    float[] heights = new float[sketch.parts().size()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = ((Part.Panel) sketch.parts().get(i)).outline()[1];
    }
    Arrays.sort(heights);
    assertThat(heights[0]).isLessThan(2);
    assertThat(heights[heights.length - 1]).isGreaterThan(16);
  }
}
