package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class PlumeTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 60;
  private static final View STILL = new View(0, 0, 0, 0, 0, 1, 0, 0);
  private static final float BEHIND = 30;

  /** The row at which ground on the left half of the picture begins. */
  private static final int GROUND = 30;

  private final Scene scene = new SceneReader().read("a train on the prairie at noon", "", 7);
  private final Lens lens = Lens.of(WIDTH, HEIGHT, scene.palette(), 7);

  @Test
  void nearerGroundHidesWhatIsBelowItsFirstRow() {
    float[] ground = new float[WIDTH];
    Arrays.fill(ground, 0, WIDTH / 2, GROUND);
    Arrays.fill(ground, WIDTH / 2, WIDTH, 2 * HEIGHT);
    for (int plane = 0; plane < 3; plane++) {
      int step = plane == 0 ? 1 : 2;
      float[][] free = drawn(null, plane);
      float[][] hidden = drawn(ground, plane);
      for (int y = 0; y < HEIGHT / step; y++) {
        for (int x = 0; x < WIDTH / step; x++) {
          float shows = x * step >= WIDTH / 2 ? 1 : shows(y * step);
          float expected = BEHIND + (free[y][x] - BEHIND) * shows;
          assertThat(hidden[y][x])
              .as("plane %d at %d, %d", plane, x, y)
              .isCloseTo(expected, within(0.01f));
        }
      }
      int row = GROUND / step;
      assertThat(Math.abs(free[row][30 / step] - BEHIND)).isGreaterThan(5);
      assertThat(Math.abs(free[row + 2][90 / step] - BEHIND)).isGreaterThan(5);
    }
  }

  /** How much of a row is seen over the ground: half of the one at which that begins. */
  private static float shows(int row) {
    return row < GROUND ? 1 : row == GROUND ? 0.5f : 0;
  }

  /** A plane of the picture with steam on it. */
  private float[][] drawn(float @Nullable [] ground, int plane) {
    var role = new Actor.Role(0, 10, 1, ground);
    var lamp = new Lamp(scene.palette(), lens, new Tone(1), 5, true);
    Inset plume = new Plume(new Cloud(), _ -> new Easel.Stand(60, GROUND, 10, 1), role, lens, lamp);
    plume.place(lens, STILL, List.of());
    int step = plane == 0 ? 1 : 2;
    float[][] rows = new float[HEIGHT / step][WIDTH / step];
    for (int y = 0; y < rows.length; y++) {
      Arrays.fill(rows[y], BEHIND);
      // The row of the first chroma plane comes before that of the second.
      for (int p = plane == 0 ? 0 : 1; p < plane; p++) {
        plume.add(p, y, new float[WIDTH / step]);
      }
      plume.add(plane, y, rows[y]);
    }
    return rows;
  }

  /** A cloud as wide as the picture, around its middle. */
  private static final class Cloud implements Puppet {
    @Override
    public float speed() {
      return 0;
    }

    @Override
    public void pose(float time, Sketch sketch) {
      Skin white = Skin.matt(new Rgb(0.4f, 0.2f, 0.1f));
      sketch.parts().add(new Part.Puff(0, 0, 6, 2.5f, 0.8f, white));
    }
  }
}
