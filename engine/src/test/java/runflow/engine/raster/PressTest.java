package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a paint calls blank is left out of a plate and changes nothing in it. */
class PressTest {
  private static final Region REGION = new Region(-3.4f, 2.7f, 64, 40, 1);

  /** A ring, of which nothing is in the middle. */
  private static class Ring implements Paint {
    @Override
    public void at(float x, float y, float[] rgba) {
      boolean in = Math.abs(x - 27.3f) > 14.6f || y < 9.4f || y > 33.2f;
      rgba[0] = rgba[1] = rgba[2] = 0.2f + 0.01f * x;
      rgba[3] = in ? 1 : 0;
    }
  }

  /** The same, which tells so and must not be asked there. */
  private static final class Told extends Ring {
    private int asked;

    @Override
    public void at(float x, float y, float[] rgba) {
      super.at(x, y, rgba);
      asked += rgba[3] > 0 ? 0 : 1;
    }

    @Override
    public Blank blank(float y) {
      return y < 9.4f || y > 33.2f ? Blank.NONE : new Blank(27.3f - 14.6f, 27.3f + 14.6f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aPlateIsTheSameWhetherItsBlanksAreToldOrNot(int points) throws InterruptedException {
    Plate told = plate(points, new Told());
    Plate asked = plate(points, new Ring());
    for (int plane = 0; plane < 3; plane++) {
      assertThat(told.surface(plane).samples).isEqualTo(asked.surface(plane).samples);
      assertThat(told.surface(plane).alpha).isEqualTo(asked.surface(plane).alpha);
    }
  }

  @Test
  void mostOfABlankIsNotAskedFor() throws InterruptedException {
    Told told = new Told();
    plate(1, told);
    assertThat(told.asked).isLessThan(29 * 24 / 5);
  }

  private static Plate plate(int points, Paint paint) throws InterruptedException {
    return new Press(new Tone(1)).fill(new Plate(REGION, 5, true), points, paint);
  }
}
