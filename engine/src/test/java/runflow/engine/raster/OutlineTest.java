package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final Easel.Stand STAND = new Easel.Stand(0, 20, 1, 1);
  private static final Outline.Window WHOLE = new Outline.Window(0, 0, 40, 20);

  private final Outline outline = new Outline(40);
  private final float[] covers = new float[40];

  @Test
  void coversAsManyPixelsAsItIsLarge() {
    float[] diamond = {10, 4.3f, 16.2f, 10, 10, 15.7f, 3.8f, 10};
    outline.set(diamond, STAND, WHOLE);
    assertThat(sum()).isCloseTo(0.5f * 12.4f * 11.4f, within(0.7f));
  }

  @Test
  void coversRowsAtItsEndsInPart() {
    float[] box = {4, 2, 4, 12.25f, 10, 12.25f, 10, 2};
    outline.set(box, STAND, WHOLE);
    assertThat(coverAt(7)).isZero();
    assertThat(coverAt(8)).isEqualTo(0.75f);
    assertThat(coverAt(17)).isEqualTo(1);
    assertThat(coverAt(18)).isEqualTo(0.5f);
  }

  private float coverAt(int y) {
    covers[6] = 0;
    outline.row(y, covers);
    return covers[6];
  }

  // A skirt that swings may have a hem that bends inwards.
  @Test
  void leavesOutWhatLiesBetweenTwoOfItsParts() {
    float[] fork = {2, 2, 2, 12, 6, 12, 6, 6, 10, 6, 10, 12, 14, 12, 14, 2};
    outline.set(fork, STAND, WHOLE);
    outline.row(20 - 9, covers);
    assertThat(covers[4]).isEqualTo(1);
    assertThat(covers[8]).isZero();
    assertThat(covers[12]).isEqualTo(1);
  }

  @Test
  void staysWithinItsWindow() {
    float[] large = {-30, -30, 90, -30, 90, 90, -30, 90};
    outline.set(large, STAND, new Outline.Window(6, 4, 30, 16));
    assertThat(outline.top()).isEqualTo(4);
    assertThat(outline.bottom()).isEqualTo(16);
    outline.row(10, covers);
    assertThat(outline.first()).isEqualTo(6);
    assertThat(outline.last()).isEqualTo(30);
    assertThat(sum()).isCloseTo(24 * 12, within(0.01f));
  }

  @Test
  void showsNothingBesideItsWindow() {
    float[] aside = {50, 2, 60, 2, 60, 12, 50, 12};
    outline.set(aside, STAND, WHOLE);
    assertThat(sum()).isZero();
  }

  private float sum() {
    float sum = 0;
    for (int y = outline.top(); y < outline.bottom(); y++) {
      outline.row(y, covers);
      for (int x = outline.first(); x < outline.last(); x++) {
        sum += covers[x];
      }
    }
    return sum;
  }
}
