package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a room says is empty, is empty. */
class ChamberTest {
  private static final Lens WIDE = new Lens(320, 180, 184, 119, 160, 60);
  private static final Lens TALL = new Lens(180, 320, 176, 211, 90, 150);
  private static final Chamber.Box BOX = new Chamber.Box(3.4f, 4.9f, 11.3f);

  @ParameterizedTest
  @CsvSource({"0.3, 4.2, true", "2.8, 8.5, true", "5.7, 60, true", "0.3, 4.2, false"})
  void nothingIsInTheBlanksOfASlice(float near, float far, boolean wide) {
    Lens lens = wide ? WIDE : TALL;
    Chamber chamber = new Chamber(lens, BOX, (hit, rgb) -> {}, near, far);
    float[] rgba = new float[4];
    int blank = 0;
    int solid = 0;
    for (int y = 0; y < lens.height(); y++) {
      Blank columns = chamber.blank(y);
      for (float x = 0; x < lens.width(); x += 1.3f) {
        chamber.at(x, y, rgba);
        if (x > columns.from() && x < columns.to()) {
          assertThat(rgba[3]).as("at %f, %d", x, y).isZero();
          blank++;
        } else {
          solid += (int) rgba[3];
        }
      }
    }
    assertThat(blank).isPositive();
    assertThat(solid).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"0.3, 60, true", "0.3, 60, false"})
  void aSliceOfEverythingHasNoBlanks(float near, float far, boolean wide) {
    Lens lens = wide ? WIDE : TALL;
    Chamber chamber = new Chamber(lens, BOX, (hit, rgb) -> {}, near, far);
    for (int y = 0; y < lens.height(); y++) {
      assertThat(chamber.blank(y)).isEqualTo(Blank.NONE);
    }
  }
}
