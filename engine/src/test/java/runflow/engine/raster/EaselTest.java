package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class EaselTest {
  private static final Scene SCENE = new SceneReader().read("an oak on a plain at noon", "", 5);

  // A plate that shows something in its last column shows it up to the edge of the picture.
  @Test
  void theRimsOfTheBoxAreEmpty() {
    Lens lens = Lens.of(640, 360, SCENE.palette(), 5);
    Lamp lamp = new Lamp(SCENE.palette(), lens, new Tone(SCENE.palette().exposure()), 8, true);
    Easel easel = new Easel(640, 360, lamp);
    Sketch sketch = new Sketch();
    new Troupe(SCENE, 5).sideways(Figure.TREE, 0).pose(0, sketch);
    for (int i = 0; i < 40; i++) {
      easel.draw(sketch, new Easel.Stand(300 + i * 0.05f, 280 + i * 0.05f, 12 + i * 0.11f, 1));
      float[] alpha = easel.canvas.plane(3);
      for (int y = 0; y < easel.canvas.height; y++) {
        int last = (y + 1) * easel.canvas.width - 1;
        assertThat(alpha[last] + alpha[last - 1]).as("row %s, drawing %s", y, i).isZero();
      }
    }
  }
}
