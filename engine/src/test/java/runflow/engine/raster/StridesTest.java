package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StridesTest {
  private static final int HALF = 1 << (Strides.BITS - 1);
  private static final float[] LINE = {0, 10, 20, 30, 0};

  private final Strides strides = new Strides(10);
  private final float[] out = new float[10];

  @Test
  void columnsMixTheSamplesBesideThemAndGoRound() {
    strides.read(LINE, 4, 0, HALF, 0, 10);
    strides.write(out, 0, 10);
    assertThat(out).containsExactly(0, 5, 10, 15, 20, 25, 30, 15, 0, 5);
  }

  @Test
  void onlyTheColumnsAskedForChange() {
    strides.read(LINE, 4, 2 * HALF, 0, 4, 6);
    strides.write(out, 4, 6);
    strides.add(out, 4, 5);
    assertThat(out).containsExactly(0, 0, 0, 0, 20, 10, 0, 0, 0, 0);
  }
}
