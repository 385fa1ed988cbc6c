package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** What is soft may be drawn for a smaller picture and shown as large as the picture is. */
class PlateTest {
  private static final int TIMES = 4;

  private final Scene scene = new SceneReader().read("a flower in a garden", "", 7);
  private final Lens lens = Lens.of(640, 360, scene.palette(), 7);

  @Test
  void whatIsDrawnSmallAndMadeLargerLooksTheSame() {
    Plate fine = plate(lens, 1);
    Plate coarse = plate(lens.smaller(TIMES), TIMES).larger(TIMES);
    assertThat(coarse.region.scale()).isEqualTo(TIMES);
    int seen = 0;
    for (int y = 0; y < coarse.region.height(); y++) {
      for (int x = 0; x < coarse.region.width(); x++) {
        int at = y * coarse.region.width() + x;
        float column = coarse.region.left() + x * TIMES;
        float row = coarse.region.top() + y * TIMES;
        assertThat(coarse.luma.samples[at] / Plate.UNIT)
            .as("luma at %.0f, %.0f", column, row)
            .isCloseTo(luma(fine, column, row), within(5f));
        seen += coarse.luma.samples[at] > 0 ? 1 : 0;
      }
    }
    assertThat(seen).isGreaterThan(500);
  }

  /** What a plate with a sample for each pixel shows at a pixel. */
  private static float luma(Plate plate, float column, float row) {
    int x = (int) (column - plate.region.left());
    int y = (int) (row - plate.region.top());
    boolean inside = x >= 0 && x < plate.region.width() && y >= 0 && y < plate.region.height();
    return inside ? plate.luma.samples[y * plate.region.width() + x] / Plate.UNIT : 0;
  }

  private Plate plate(Lens through, int times) {
    Sketch sketch = new Sketch();
    Skin petal = Skin.matt(new Rgb(0.5f, 0.1f, 0.1f));
    sketch.parts().add(new Part.Puff(0, 1, 1.6f, 1, 0.8f, petal));
    sketch.parts().add(new Part.Puff(2, 1.4f, 1.2f, 1.2f, 0.6f, petal));
    Lamp lamp = new Lamp(scene.palette(), through, new Tone(1), 0, true);
    var stand = new Easel.Stand(280f / times, 240f / times, 80f / times, 1);
    return Baked.plate(sketch, stand, 5, through, lamp);
  }
}
