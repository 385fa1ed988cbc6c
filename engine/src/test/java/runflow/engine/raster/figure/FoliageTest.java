package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class FoliageTest {
  @ParameterizedTest
  @ValueSource(strings = {"falling leaves in autumn", "cherry blossom petals"})
  void whatFallsLooksUpToTheLightWhicheverSideItShows(String prompt) {
    Scene scene = new SceneReader().read(prompt, "", 7);
    Puppet falling = new Troupe(scene, 7).falling(17);
    Sketch sketch = new Sketch();
    for (int i = 0; i < 24; i++) {
      falling.pose(i / 3f, sketch);
    }
    assertThat(sketch.parts()).isNotEmpty();
    for (Part part : sketch.parts()) {
      assertThat(((Part.Panel) part).ny()).isGreaterThan(0.5f);
    }
  }
}
