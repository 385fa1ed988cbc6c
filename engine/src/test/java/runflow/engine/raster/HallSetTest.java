package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.engine.scene.Camera;
import runflow.engine.scene.Move;
import runflow.engine.scene.Pace;

/** The slices of a cathedral reach under one another, however the camera moves. */
class HallSetTest {
  private static final float SECONDS = 8;

  /** Rows that both slices are to have: colour is held for two, and mixed with what is beside. */
  private static final float SPARE = 6;

  @ParameterizedTest
  @EnumSource(Move.class)
  void theFloorHasNoGapBetweenSlices(Move move) {
    Camera camera = new Camera(move, Pace.REAL, true);
    for (Size size : List.of(new Size(720, 1280, 8), new Size(1280, 720, 8))) {
      Lens lens = HallSet.lens(size);
      for (int frame = 0; frame <= SECONDS * 24; frame++) {
        View view = View.at(camera, frame / 24f, SECONDS);
        float end = row(lens, view, 0, HallSet.FAR[0]);
        float begin = row(lens, view, 1, HallSet.NEAR[1]);
        assertThat(begin).as("%s, frame %d", size, frame).isGreaterThan(end + SPARE);
      }
    }
  }

  @Test
  void noColumnIsSeenBetweenWhereTheFarSliceBeginsAndTheNearOneEnds() {
    Lens lens = HallSet.lens(new Size(1280, 720, 8));
    for (float x = -lens.marginX(); x < lens.width() + lens.marginX(); x += 0.5f) {
      Upright both = new Upright(lens, x, HallSet.NEAR[1], HallSet.FAR[0]);
      assertThat(both.column).as("at %f", x).isGreaterThan(Nave.END);
    }
  }

  /** The row of the picture that shows the floor of a slice at a distance. */
  private static float row(Lens lens, View view, int slice, float z) {
    Parallax moved = Parallax.of(HallSet.DEPTHS[slice], lens, view);
    return moved.row(lens.horizon() + Nave.EYE / z * lens.focal());
  }
}
