package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwayingRowsTest {
  private static final Lens LENS = new Lens(64, 16, 60, 8, 20, 4);
  private static final View STILL = new View(0, 0, 0, 0, 0, 1, 0, 0);
  private static final int COLUMN = 30;
  private static final int ROW = 6;

  /** A row of the picture with a white line in the middle of a plate, moved to the right. */
  private static float[] moved(float aside) {
    Plate plate = new Plate(Region.box(0, 0, 64, 16, 1), 10, true);
    short[] alpha = plate.luma.alpha;
    for (int y = 0; y < plate.luma.height; y++) {
      int at = y * plate.luma.width + COLUMN - (int) plate.region.left();
      plate.luma.samples[at] = (short) (200 * Plate.UNIT);
      if (alpha != null) {
        alpha[at] = Plate.MOST_ALPHA;
      }
    }
    plate.done();
    Stack stack = new Stack(List.of(new Layer(plate, (row, time) -> aside, LENS)), List.of(), LENS);
    stack.place(LENS, STILL);
    float[] row = new float[64];
    stack.over(0, ROW, new float[][] {row});
    return row;
  }

  @Test
  void rowsMoveByWholeColumnsAndByParts() {
    for (int whole : new int[] {-7, 0, 4}) {
      float[] row = moved(whole);
      assertThat(row[COLUMN + whole]).isCloseTo(200, within(0.5f));
      assertThat(row[COLUMN + whole - 1] + row[COLUMN + whole + 1]).isCloseTo(0, within(0.5f));
    }
    float[] row = moved(4.25f);
    assertThat(row[COLUMN + 4]).isCloseTo(150, within(0.5f));
    assertThat(row[COLUMN + 5]).isCloseTo(50, within(0.5f));
  }

  @Test
  void whatSwaysFarStaysOnItsPlate() {
    for (float far : new float[] {-500, 500}) {
      float[] row = moved(far);
      float sum = 0;
      for (float sample : row) {
        sum += sample;
      }
      assertThat(sum).isCloseTo(200, within(1f));
    }
  }
}
