package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** Ground that is not looked at everywhere is where it would be, and has no seams. */
class TractTest {
  private static final float[] NEAR = {1, 1.5f, 3, 6};
  private static final float[] FAR = {12, 20, 30};

  /** Levels of luma that are seen as a seam. */
  private static final float STEP = 6;

  private final Scene scene = new SceneReader().read("a train on the prairie in winter", "", 7);
  private final Lens lens = new Lens(1280, 720, 900, 390, 400, 300);
  private final Ground ground = new Meadow(new Noise(7), 2.6f, true, scene.look());

  @Test
  void heightsBetweenColumnsAreThoseOfTheGround() {
    for (float[] distances : new float[][] {NEAR, FAR}) {
      Heights heights = new Heights(ground, lens, -40, 11.9f, distances);
      for (int column = 5; column < 200; column++) {
        heights.start(column);
        for (int k = 0; k < distances.length; k++) {
          float d = distances[k];
          float x = heights.slope() * d + 11.9f;
          assertThat(heights.at(k))
              .as("column %d at distance %s", column, d)
              .isCloseTo(
                  ground.height(x, d, heights.footprint(k)), within(0.4f * d / lens.focal()));
        }
      }
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
      long apart = 0;
      for (int i = 0; i < whole.plate.luma.samples.length; i++) {
        int step = whole.plate.luma.samples[i] - parts.plate.luma.samples[i];
        apart += Math.abs(step) > STEP * Plate.UNIT ? 1 : 0;
      }
      assertThat(apart).as("samples from distance %s on", near).isLessThan(40);
    }
  }

  @Test
  void nearGroundReachesBelowTheLowestRowOfAnUprightPictureToo() {
    for (int seed = 0; seed < 20; seed++) {
      for (int[] size : new int[][] {{1280, 720}, {720, 1280}}) {
        Lens own = Lens.of(size[0], size[1], scene.palette(), seed);
        Terrain over = new Terrain(own, scene, ground, -99, seed);
        float near = Terrain.nearest(own);
        for (float column = 0; column <= own.width(); column += 40) {
          float row = own.horizon() + over.below(column, near) * own.focal() / near;
          assertThat(row).as("seed %d, column %s", seed, column).isGreaterThan(own.height());
        }
      }
    }
  }

  @Test
  void smoothGroundInFogIsLookedAtInFewerDistances() {
    Scene fog = new SceneReader().read("hills in fog", "", 7);
    assertThat(distances(fog, ground)).isLessThan(distances(scene, ground) * 3 / 4);
    Ground rough = new Dunes(new Noise(7), false);
    assertThat(distances(fog, rough)).isCloseTo(distances(scene, rough), within(9));
  }

  private int distances(Scene seen, Ground of) {
    Terrain over = new Terrain(lens, seen, of, -99, 7);
    return over.tract(38, 160, Outlook.of(lens, scene, 8), () -> over).pace.distances().length;
  }

  private Tract tract(float near) {
    return terrain().tract(near, 2.5f * near, Outlook.of(lens, scene, 8), this::terrain);
  }

  private Terrain terrain() {
    return new Terrain(lens, scene, ground, -99, 7);
  }
}
