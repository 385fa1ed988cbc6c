package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class CarTest {
  @ParameterizedTest
  @CsvSource({
    "a car in the city at noon, 0",
    "a car in the city at sunrise, 0",
    "a car in the city at dusk, 3",
    "a car in the city at night, 3",
    "a car in the city in heavy rain at noon, 3"
  })
  void itsLightsShineInTheDarkAndInBadWeather(String prompt, int beams) {
    Scene scene = new SceneReader().explain(prompt, "", 1).scene();
    Sketch sketch = new Sketch();
    new Troupe(scene, 1).sideways(Figure.CAR, 0).pose(0, sketch);

    assertThat(sketch.parts())
        .filteredOn(part -> part instanceof Part.Puff puff && puff.skin().glow() > 0)
        .hasSize(beams);
  }
}
