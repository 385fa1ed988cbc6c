package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final int COLUMNS = 300;

  @Test
  void openGapsShowEveryColumn() {
    Gaps gaps = open();

    assertThat(shown(gaps).cardinality()).isEqualTo(COLUMNS);
    assertThat(gaps.count()).isOne();
  }

  @Test
  void whatIsHiddenOnceStaysHiddenBehindOthers() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      Gaps gaps = open();
      BitSet seen = shown(gaps);
      for (int layer = 0; layer < 6; layer++) {
        gaps = past(gaps, random, seen);

        assertThat(shown(gaps)).as("seed %d, layer %d", seed, layer).isEqualTo(seen);
      }
    }
  }

  @Test
  void whollyHiddenColumnsLeaveNoGap() {
    Gaps gaps = new Gaps();
    gaps.start(open());
    gaps.hide(0, 10);
    gaps.hide(10, COLUMNS);
    gaps.end();

    assertThat(gaps.count()).isZero();
  }

  /** Hides stretches at random places, from left to right, and takes them out of the set. */
  private static Gaps past(Gaps before, SplittableRandom random, BitSet seen) {
    Gaps gaps = new Gaps();
    gaps.start(before);
    int at = 0;
    while (at < COLUMNS) {
      int first = at + random.nextInt(30);
      int last = Math.min(COLUMNS, first + random.nextInt(20) - 2);
      gaps.hide(first, last);
      if (first < last) {
        seen.clear(first, last);
      }
      at = Math.max(first, last) + 1;
    }
    gaps.end();
    return gaps;
  }

  private static Gaps open() {
    Gaps gaps = new Gaps();
    gaps.open(COLUMNS);
    return gaps;
  }

  private static BitSet shown(Gaps gaps) {
    BitSet out = new BitSet();
    for (int i = 0; i < gaps.count(); i++) {
      assertThat(gaps.from(i)).isLessThan(gaps.to(i));
      out.set(gaps.from(i), gaps.to(i));
    }
    return out;
  }
}
