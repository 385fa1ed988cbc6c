package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** Ground that is not looked at everywhere is where it would be, and has no kinks and no seams. */
class RollingTest {
  private static final float[] DISTANCES = {1, 1.5f, 3, 6, 12, 30};
  private static final float OFFSET = 11.9f;

  private final Scene scene = new SceneReader().read("a train on the prairie in winter", "", 7);
  private final Lens lens = new Lens(1280, 720, 900, 390, 400, 300);
  private final Ground ground = new Meadow(new Noise(7), 2.6f, true, scene.look());

  @Test
  void heightsBetweenColumnsAreThoseOfTheGround() {
    Rolling rolling = new Rolling(ground, lens, DISTANCES, -40, OFFSET);
    for (int column = 5; column < 200; column++) {
      rolling.start(column);
      for (int k = 0; k < DISTANCES.length; k++) {
        float d = DISTANCES[k];
        float x = rolling.slope(column) * d + OFFSET;
        float pixel = d / lens.focal();
        assertThat(rolling.height(k, x))
            .as("column %d at distance %s", column, d)
            .isCloseTo(ground.height(x, d, rolling.footprint(k)), within(0.25f * pixel));
      }
    }
  }

  @Test
  void itDoesNotMatterAtWhichColumnOneBegins() {
    Rolling all = new Rolling(ground, lens, DISTANCES, -40, OFFSET);
    for (int column = 0; column <= 77; column++) {
      all.start(column);
    }
    Rolling late = new Rolling(ground, lens, DISTANCES, -40, OFFSET);
    late.start(77);
    for (int k = 0; k < DISTANCES.length; k++) {
      assertThat(late.height(k, 3)).isEqualTo(all.height(k, 3));
      assertThat(late.patch(k, 3)).isEqualTo(all.patch(k, 3));
    }
  }

  @Test
  void stretchesOfColumnsMeetWithoutASeam() throws Exception {
    for (float near : new float[] {0.8f, 15}) {
      Tract whole = tract(near);
      terrain().fill(whole, 0, whole.plate.region.width());
      Tract parts = tract(near);
      for (Callable<Plate> part : parts.parts()) {
        part.call();
      }
      int width = whole.plate.region.width();
      long apart = 0;
      for (int i = 0; i < whole.plate.luma.samples.length; i++) {
        int step = whole.plate.luma.samples[i] - parts.plate.luma.samples[i];
        apart += Math.abs(step) > 6 * Plate.UNIT ? 1 : 0;
      }
      assertThat(apart).as("samples of %d columns from %s on", width, near).isLessThan(40);
    }
  }

  private Tract tract(float near) {
    return terrain().tract(near, 2.5f * near, null, this::terrain);
  }

  private Terrain terrain() {
    return new Terrain(lens, scene, ground, -99, 7);
  }
}
