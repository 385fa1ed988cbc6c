package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A room is cut where neither a gap nor a step is seen when the camera moves. */
class SlicesTest {
  @ParameterizedTest
  @CsvSource({
    "3.1, 2.9, 6.2, true",
    "3.1, 2.9, 6.2, false",
    "3.4, 4.9, 11.3, true",
    "3.6, 6.4, 24, true",
    "3.6, 6.4, 24, false"
  })
  void slicesCoverTheRoomOverlapAndMoveNearlyAlike(
      float half, float high, float end, boolean wide) {
    Lens lens =
        wide ? new Lens(1280, 720, 760, 396, 640, 216) : new Lens(720, 1280, 700, 704, 360, 384);
    Slices slices = Slices.of(lens, new Chamber.Box(half, high, end));
    int last = slices.count() - 1;
    assertThat(slices.near(0)).isZero();
    assertThat(slices.last(last)).isTrue();
    assertThat(0.9f * slices.far(last)).isGreaterThan(end);
    for (int k = 0; k < last; k++) {
      assertThat(slices.last(k)).isFalse();
      assertThat(slices.near(k + 1)).isLessThan(0.8f * slices.far(k));
      assertThat(slices.depth(k)).isLessThan(slices.depth(k + 1));
      assertThat(1 / slices.depth(k) - 1 / slices.depth(k + 1)).isLessThan(0.065f);
    }
  }
}
