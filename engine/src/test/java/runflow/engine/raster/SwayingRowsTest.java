package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SwayingRowsTest {
  private static final Lens LENS = new Lens(64, 16, 60, 8, 20, 4);
  private static final View STILL = new View(0, 0, 0, 0, 0, 1, 0, 0);
  private static final int COLUMN = 30;
  private static final int ROW = 6;

  /** A row of the picture with a white line in the middle of a plate, moved to the right. */
  private static float[] moved(float aside) {
    Plate plate = plate(Region.box(0, 0, 64, 16, 1));
    return drawn(plate, (row, time) -> aside, STILL, 0)[0];
  }

  /** A plate with a white line at a column of the picture. */
  private static Plate plate(Region region) {
    Plate plate = new Plate(region, 10, true);
    for (int p = 0; p < 3; p++) {
      Surface surface = plate.surface(p);
      short[] alpha = Objects.requireNonNull(surface.alpha);
      int column = (COLUMN - (int) region.left()) / (p == 0 ? 1 : 2);
      for (int at = column; at < alpha.length; at += surface.width) {
        surface.samples[at] = (short) (200 * Plate.UNIT);
        alpha[at] = Plate.MOST_ALPHA;
      }
    }
    return plate.done();
  }

  /** A row of luma, or one of each chroma plane. */
  private static float[][] drawn(Plate plate, Sway sway, View view, int plane) {
    Stack stack = new Stack(List.of(new Layer(plate, sway, LENS)), List.of(), LENS);
    stack.place(LENS, view);
    float[][] rows = plane == 0 ? new float[1][64] : new float[2][32];
    int row = plane == 0 ? ROW : ROW / 2;
    stack.over(stack.hide(plane, row, rows[0].length), plane, row, rows);
    return rows;
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

  @Test
  void howFarARowMovesIsCountedOnTheUnmovedPicture() {
    View nearer = new View(0, 0, 0, 0, 0, 2, 0, 0);
    Plate plate = plate(Region.box(-4, -4, 68, 20, 1));
    float[] row = drawn(plate, (unmoved, time) -> unmoved, nearer, 0)[0];
    // Row 6 shows row 7, since the horizon is at 8; the middle is at 32.
    int column = 32 + 2 * (COLUMN + 7 - 32);
    assertThat(row[column]).isCloseTo(200, within(0.5f));
    assertThat(row[column - 1]).isCloseTo(100, within(0.5f));
    assertThat(row[column + 1]).isCloseTo(100, within(0.5f));
    assertThat(row[column - 2] + row[column + 2]).isCloseTo(0, within(0.5f));
  }

  @Test
  void chromaMovesAsLumaDoes() {
    Plate plate = plate(Region.box(-4, -4, 68, 20, 1));
    for (float[] row : drawn(plate, (unmoved, time) -> unmoved + 2, STILL, 1)) {
      int column = (COLUMN + ROW + 2) / 2;
      assertThat(row[column]).isCloseTo(200, within(0.5f));
      assertThat(row[column - 1] + row[column + 1]).isCloseTo(0, within(0.5f));
    }
  }
}
