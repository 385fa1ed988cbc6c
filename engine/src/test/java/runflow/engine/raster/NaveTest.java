package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.engine.scene.TimeOfDay;

/** What a slice of a nave calls empty is so. */
class NaveTest {
  private static final Lens WIDE = new Lens(320, 180, 184, 119, 160, 60);
  private static final Lens TALL = new Lens(180, 320, 176, 211, 90, 150);

  @ParameterizedTest
  @CsvSource({
    "1.1, 4.9, true",
    "1.1, 10.4, true",
    "1.1, 13.2, true",
    "10.9, 18.5, true",
    "1.1, 13.2, false"
  })
  void nothingIsInTheBlanksOfASlice(float near, float far, boolean wide) {
    Lens lens = wide ? WIDE : TALL;
    Nave nave = nave(lens, near, far);
    float[] rgba = new float[4];
    int blank = 0;
    for (int y = 0; y < lens.height(); y++) {
      Blank columns = nave.blank(y);
      float last = Math.min(lens.width(), columns.to());
      for (float x = Math.max(0, columns.from() + 0.01f); x < last; x += 1.3f) {
        nave.at(x, y, rgba);
        assertThat(rgba[3]).as("at %f, %d", x, y).isZero();
        blank++;
      }
    }
    assertThat(blank).isPositive();
  }

  private static Nave nave(Lens lens, float near, float far) {
    return new Nave(lens, new Noise(3), TimeOfDay.DAY, near, far);
  }
}
