package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What of a plate hides what is behind it. */
class RunsTest {
  private static final int WIDTH = 128;

  @Test
  void anOpaqueStretchCountsByHowManyPixelsItCovers() {
    assertThat(runs(80, 1).anySolid(0)).isTrue();
    assertThat(runs(48, 1).anySolid(0)).isFalse();
    assertThat(runs(48, 2).anySolid(0)).isTrue();
    assertThat(runs(24, 3).anySolid(0)).isFalse();
  }

  @Test
  void aSoftEdgeIsNoPartOfAnOpaqueStretch() {
    Runs runs = runs(80, 1);
    int opaque = 0;
    for (int run = runs.first(0); run < runs.last(0); run++) {
      if (runs.solid(run)) {
        opaque++;
        assertThat(runs.from(run)).isGreaterThan(16);
        assertThat(runs.to(run)).isLessThan(16 + 80);
      }
    }
    assertThat(opaque).isEqualTo(1);
  }

  /** Two rows that are opaque from sample 16 on, for so many samples. */
  private static Runs runs(int samples, float scale) {
    short[] alpha = new short[2 * WIDTH];
    for (int row = 0; row < 2; row++) {
      int from = row * WIDTH + 16;
      Arrays.fill(alpha, from, from + samples, (short) Plate.MOST_ALPHA);
    }
    return Runs.of(alpha, new int[] {16, 16}, new int[] {16 + samples, 16 + samples}, scale);
  }
}
