package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.engine.scene.Camera;
import runflow.engine.scene.Move;
import runflow.engine.scene.Pace;

/** The slices of a cathedral reach under one another, however the camera moves. */
class HallSetTest {
  private static final float SECONDS = 8;

  @ParameterizedTest
  @EnumSource(Move.class)
  void theFloorHasNoGapBetweenSlices(Move move) {
    Lens lens = HallSet.lens(new Size(720, 1280, 8));
    Camera camera = new Camera(move, Pace.REAL, true);
    for (int frame = 0; frame <= SECONDS * 24; frame++) {
      View view = View.at(camera, frame / 24f, SECONDS);
      float end = row(lens, view, 0, HallSet.far(0));
      float begin = row(lens, view, 1, HallSet.near(1));
      assertThat(begin).as("frame %d", frame).isGreaterThan(end);
    }
  }

  /** The row of the picture that shows the floor of a slice at a distance. */
  private static float row(Lens lens, View view, int slice, float z) {
    Parallax moved = Parallax.of(HallSet.DEPTHS[slice], lens, view);
    return moved.row(lens.horizon() + Nave.EYE / z * lens.focal());
  }
}
